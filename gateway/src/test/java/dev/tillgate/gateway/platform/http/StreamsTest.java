package dev.tillgate.gateway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many streams there may be, and who gets none. */
@Timeout(60)
class StreamsTest {
  private final Streams streams = new Streams(new SteppedClock(), 1);
  private final HttpServer server =
      HttpServer.start("127.0.0.1", 0, new Metrics(), List.of(this::addRoutes));

  @AfterEach
  void close() {
    streams.close();
    server.close();
  }

  @Test
  void oneMoreThanMayBeIsToldToComeBack() throws IOException {
    try (RawClient first = ask("GET")) {
      first.readUntil("event: now");

      try (RawClient second = ask("GET")) {
        assertThat(second.readUntil("}")).contains("503", "Retry-After: 5", "too-many-streams");
      }
    }
  }

  @Test
  void aHeadEndsAtOnceAndTakesNoPlace() throws IOException {
    try (RawClient head = ask("HEAD")) {
      assertThat(head.readUntil("\r\n\r\n")).contains("200", "application/json");
    }
    try (RawClient first = ask("GET")) {
      assertThat(first.readUntil("event: now")).contains("200");
    }
  }

  private RawClient ask(String method) throws IOException {
    return new RawClient(server.port())
        .send(method + " /story HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n\r\n");
  }

  private void addRoutes(RoutesConfig routes) {
    routes.get("/story", this::tell);
  }

  private void tell(Context context) {
    if (Streams.wanted(context)) {
      streams.send(context, () -> new Told(List.of(), Json.object()));
    } else {
      Answer.json(200, Json.object()).send(context);
    }
  }
}
