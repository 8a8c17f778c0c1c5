package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.http.RawClient;
import dev.tillgate.gateway.platform.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A timeline followed live, over real sockets. */
class TimelineStreamTest {
  private static final Pattern ID = Pattern.compile("id: (\\S+)");

  @TempDir private Path directory;
  private Bench bench;
  private HttpServer server;
  private String event = "";

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    server = HttpServer.start("127.0.0.1", 0, new Metrics(), bench.webhooks.features());
    bench.endpoint("http://a.test/");
    event = bench.publish("order.placed", "ord_1").value();
  }

  @AfterEach
  void close() {
    bench.webhooks.streams().close();
    server.close();
    bench.runSends();
    bench.close();
  }

  @Test
  void firstWhatThereIsAndThenWhatHappens() throws IOException {
    try (RawClient client = follow("")) {
      assertThat(client.readUntil("event: now")).contains("event.published", "delivery.queued");

      bench.runSends();

      assertThat(client.readUntil("event: now")).contains("delivery.attempted");
      assertThat(client.readUntil("\n\n")).contains("\"next\":null");
    }
  }

  @Test
  void aClientThatComesBackGetsOnlyWhatItHasNotHad() throws IOException {
    String last;
    try (RawClient client = follow("")) {
      last = lastId(client.readUntil("event: now"));
    }
    bench.runSends();

    try (RawClient client = follow("Last-Event-ID: " + last + "\r\n")) {
      assertThat(client.readUntil("event: now"))
          .contains("delivery.attempted")
          .doesNotContain("event.published");
    }
  }

  @Test
  void aClientWithAnIdNobodyKnowsGetsEverything() throws IOException {
    try (RawClient client = follow("Last-Event-ID: 7-abc\r\n")) {
      assertThat(client.readUntil("event: now")).contains("event.published");
    }
  }

  @Test
  void aQuietStreamShowsThatItLives() throws IOException {
    try (RawClient client = follow("")) {
      client.readUntil("event: now");
      bench.advance(Duration.ofSeconds(15));

      assertThat(client.readUntil("\n:\n")).doesNotContain("event: line");
    }
  }

  @Test
  void streamsEndWhenTheGatewayStops() throws IOException {
    try (RawClient client = follow("")) {
      client.readUntil("event: now");

      bench.webhooks.streams().close();

      assertThat(client.readUntil("0\r\n\r\n")).doesNotContain("event: line");
    }
  }

  @Test
  void aStreamOfNothingIsNotFound() throws IOException {
    event = "evt_none";
    try (RawClient client = follow("")) {
      assertThat(client.readUntil("\r\n")).contains("404");
    }
  }

  private RawClient follow(String header) throws IOException {
    return new RawClient(server.port())
        .send(
            "GET /v1/events/"
                + event
                + "/timeline HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n"
                + header
                + "\r\n");
  }

  private static String lastId(String text) {
    Matcher ids = ID.matcher(text);
    String last = "";
    while (ids.find()) {
      last = ids.group(1);
    }
    return last;
  }
}
