package dev.tillgate.mockpsp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.Wire;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * After each test whose class has a {@link MockPsp} in a field, every answer that provider has
 * given is judged, and every event it has recorded. Registered for all tests by the platform, so
 * that no answer is forgotten; does nothing where no schema lies near.
 */
public final class JudgeEveryAnswer implements AfterTestExecutionCallback {
  @Override
  public void afterTestExecution(ExtensionContext context) throws Exception {
    if (Published.nearby().isEmpty() || context.getExecutionException().isPresent()) {
      return;
    }
    Judge judge = new Judge(Published.nearby().get());
    for (MockPsp psp : providers(context.getRequiredTestInstance())) {
      answers(psp).distinct().forEach(judge::judge);
    }
    assertThat(judge.findings()).as("differences from what Stripe publishes").isEmpty();
  }

  private static List<MockPsp> providers(Object test) {
    return Arrays.stream(test.getClass().getDeclaredFields())
        .filter(field -> field.getType().equals(MockPsp.class))
        .map(field -> (MockPsp) valueOf(field, test))
        .toList();
  }

  private static Object valueOf(Field field, Object test) {
    try {
      field.setAccessible(true);
      return field.get(test);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every answer it has given, and its events as a list. */
  public static Stream<String> answers(MockPsp psp) throws IOException, InterruptedException {
    Wire wire = new Wire(psp);
    Stream<String> events = Stream.of(wire.get("/v1/events?limit=100").body());
    JsonNode requests = wire.control("requests?limit=1000").path("requests");
    return Stream.concat(
            events, requests.valueStream().map(entry -> entry.path("answer").asString()))
        .filter(answer -> !answer.isEmpty()); // A fault may have kept it from being made.
  }
}
