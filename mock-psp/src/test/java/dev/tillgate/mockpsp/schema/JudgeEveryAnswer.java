package dev.tillgate.mockpsp.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.store.Json;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * After each test whose class has a {@link MockPsp} in a field, every answer that provider has
 * given is judged, and every event it has recorded. Registered for all tests by the platform, so
 * that no answer is forgotten; does nothing where no schema lies near. A fault that leaves a call
 * without an answer leaves nothing to judge, nor does a provider that its test has stopped.
 */
public final class JudgeEveryAnswer implements AfterTestExecutionCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        .filter(psp -> psp.port() > 0)
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

  /** Every answer it has given, and its events as a list; whatever breaks answers is removed. */
  public static Stream<String> answers(MockPsp psp) throws IOException, InterruptedException {
    Wire wire = new Wire(psp);
    String unused = send(wire.request("/_mock/faults").DELETE(), wire);
    String events = send(wire.request("/v1/events?limit=100"), wire);
    JsonNode requests =
        Json.parse(send(wire.request("/_mock/requests?limit=1000"), wire)).path("requests");
    return Stream.concat(
        Stream.of(events),
        requests
            .valueStream()
            .map(entry -> entry.path("answer").asString())
            .filter(answer -> !answer.isEmpty()));
  }

  private static String send(HttpRequest.Builder request, Wire wire)
      throws IOException, InterruptedException {
    return wire.send(request.timeout(PATIENCE)).body();
  }
}
