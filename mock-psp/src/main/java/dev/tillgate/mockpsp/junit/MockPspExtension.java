package dev.tillgate.mockpsp.junit;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.client.MockPspControl;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A provider on a free port for the tests of a class, and its control.
 *
 * <pre>{@code
 * @RegisterExtension static final MockPspExtension psp = MockPspExtension.inMemory();
 * }</pre>
 *
 * <p>In a static field, or as {@code @ExtendWith(MockPspExtension.class)}, it starts once for the
 * class with its nested ones and is {@link #reset} before each test; in a field of the instance it
 * starts anew for each test. A test may take a {@link MockPspControl} as a parameter. Tests that
 * share a provider cannot run at the same time unless it is {@link #keepingState}.
 */
public final class MockPspExtension extends MockPspControl
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {
  private final MockPspSettings settings;
  private final boolean keepsState;
  private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

  /**
   * @param psp empty while a test has it stopped
   * @param owner the class or test that it was started for
   */
  private record Running(Optional<MockPsp> psp, URI url, String owner) {}

  /** As {@link #inMemory}; JUnit calls this for {@code @ExtendWith}. */
  public MockPspExtension() {
    this(MockPspSettings.inMemory(), false);
  }

  private MockPspExtension(MockPspSettings settings, boolean keepsState) {
    this.settings = settings;
    this.keepsState = keepsState;
  }

  /** One that keeps everything in memory and has no endpoints from the start. */
  public static MockPspExtension inMemory() {
    return new MockPspExtension();
  }

  /** One with these settings, such as endpoints for its callbacks. */
  public static MockPspExtension with(MockPspSettings settings) {
    return new MockPspExtension(settings, false);
  }

  /** The same, but what one test leaves behind is there for the next. */
  public MockPspExtension keepingState() {
    return new MockPspExtension(settings, true);
  }

  /** Where it serves; an {@link IllegalStateException} before it has started and after its end. */
  @Override
  public URI url() {
    return current().url();
  }

  /**
   * Takes it down, as an outage does: nobody can reach it until {@link #start}. What it keeps in
   * memory is lost. Does nothing when it is down.
   */
  public void stop() {
    Running before = current();
    before.psp().ifPresent(MockPsp::close);
    running.set(new Running(Optional.empty(), before.url(), before.owner()));
  }

  /**
   * Brings it back at the same address after {@link #stop}, with what it has kept on disk. Does
   * nothing when it is up.
   */
  public void start() {
    Running before = current();
    if (before.psp().isEmpty()) {
      MockPsp psp = MockPsp.start(settings.withPort(before.url().getPort()));
      running.set(new Running(Optional.of(psp), before.url(), before.owner()));
    }
  }

  private Running current() {
    Running current = running.get();
    if (current == null) {
      throw new IllegalStateException("mock-psp runs only while the tests of its class do");
    }
    return current;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startFor(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    boolean shared = !startFor(context);
    start();
    if (shared && !keepsState) {
      reset();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stopFor(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stopFor(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MockPspControl.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return this;
  }

  /** False when it is there already, as for the nested classes and the tests of a class. */
  private boolean startFor(ExtensionContext context) {
    if (running.get() != null) {
      return false;
    }
    MockPsp psp = MockPsp.start(settings);
    running.set(new Running(Optional.of(psp), psp.url(), context.getUniqueId()));
    return true;
  }

  /** Whoever started it stops it. */
  private void stopFor(ExtensionContext context) {
    Running started = running.get();
    if (started != null && started.owner().equals(context.getUniqueId())) {
      running.set(null);
      started.psp().ifPresent(MockPsp::close);
    }
  }
}
