package dev.tillgate.mockpsp.cli;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.store.StoreHeld;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ParameterException;

/** {@code mock-psp}: starts the provider and keeps it running until it is told to stop. */
public final class MockPspCommand {
  private static final int DONE = 0;
  private static final int BAD_USAGE = 2;
  private static final int HELD = 3;
  private static final int FAILED = 70;

  private MockPspCommand() {}

  /** Runs until SIGTERM or Ctrl-C; ends the process with a status that says how it went. */
  public static void main(String[] arguments) throws InterruptedException {
    Options options = new Options();
    try {
      Optional<MockPspSettings> settings = options.read(arguments);
      if (settings.isEmpty()) {
        System.out.print(options.help());
        System.exit(DONE);
      }
      serve(settings.get());
    } catch (ParameterException e) {
      end(BAD_USAGE, e);
    } catch (StoreHeld e) {
      end(HELD, e);
    } catch (RuntimeException e) {
      end(FAILED, e);
    }
  }

  private static void serve(MockPspSettings settings) throws InterruptedException {
    Logging.toStandardError();
    MockPsp psp = MockPsp.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(psp), "stop"));
    System.out.println("mock-psp ready on " + psp.url());
    new CountDownLatch(1).await();
  }

  /** A stop that was asked for is a success; left alone, the JVM would report the signal. */
  private static void stop(MockPsp psp) {
    psp.close();
    Runtime.getRuntime().halt(DONE);
  }

  private static void end(int status, RuntimeException reason) {
    System.err.println("mock-psp: " + reason.getMessage());
    System.exit(status);
  }
}
