package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tillgate.gateway.webhook.story.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRoutesTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aReceiverCatchesUpWithoutGaps() {
    String first = bench.publish("order.placed", "ord_1").value();
    String second = bench.publish("order.confirmed", "ord_1").value();

    Client.Seen start = bench.client.get("/v1/events?after=start&limit=1");
    Client.Seen then = bench.client.get("/v1/events?after=" + start.text("/next_cursor"));
    Client.Seen upToDate = bench.client.get("/v1/events?after=" + then.text("/next_cursor"));

    assertThat(start.text("/data/0/id")).isEqualTo(first);
    assertThat(then.text("/data/0/id")).isEqualTo(second);
    assertThat(upToDate.body().at("/data").isEmpty()).isTrue();
    assertThat(upToDate.text("/next_cursor")).isEqualTo(second);
    assertThat(bench.client.get("/v1/events?after=evt_unknown").status()).isEqualTo(400);
  }

  @Test
  void eventsAreListedNewestFirstAndShown() {
    String first = bench.publish("order.placed", "ord_1").value();
    String second = bench.publish("order.confirmed", "ord_1").value();

    Client.Seen page = bench.client.get("/v1/events?limit=1");
    Client.Seen next = bench.client.get("/v1/events?limit=1&cursor=" + page.text("/next_cursor"));

    assertThat(page.text("/data/0/id")).isEqualTo(second);
    assertThat(next.text("/data/0/id")).isEqualTo(first);
    assertThat(next.body().at("/next_cursor").isNull()).isTrue();
    Client.Seen shown = bench.client.get("/v1/events/" + first);
    assertThat(shown.text("/data/about")).isEqualTo("order.placed");
    assertThat(shown.text("/order_id")).isEqualTo("ord_1");
    assertThat(bench.client.get("/v1/events/evt_none").status()).isEqualTo(404);
    assertThat(bench.client.get("/v1/events?colour=1").status()).isEqualTo(400);
  }

  @Test
  void deliveriesAreFilteredAndShownWithTheirAttempts() {
    String endpoint = bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.askedToWait(500, "1"));
    String event = bench.publish("order.placed", "ord_1").value();
    bench.runSends();
    bench.sender.at(URL, FakeSender.OK);
    bench.publish("order.placed", "ord_2");
    bench.runSends();

    assertThat(found("status=retrying")).isEqualTo(1);
    assertThat(found("status=delivered&order=ord_2")).isEqualTo(1);
    assertThat(found("status=delivered&order=ord_1")).isZero();
    assertThat(found("endpoint=" + endpoint)).isEqualTo(2);
    assertThat(found("event=" + event)).isEqualTo(1);
    assertThat(found("endpoint=we_other")).isZero();
    assertThat(bench.client.get("/v1/deliveries?status=lost").status()).isEqualTo(400);
    String id = bench.client.get("/v1/deliveries?event=" + event).text("/data/0/id");
    Client.Seen shown = bench.client.get("/v1/deliveries/" + id);
    assertThat(shown.text("/status")).isEqualTo("retrying");
    assertThat(shown.text("/reason")).isEqualTo("the receiver answered 500");
    assertThat(shown.text("/attempts/0/reply")).isEqualTo("slow down");
    assertThat(shown.body().at("/attempts/0/number").asInt()).isEqualTo(1);
    assertThat(bench.client.get("/v1/deliveries/dlv_none").status()).isEqualTo(404);
  }

  @Test
  void deliveriesAreFoundByTypeAndByTime() {
    bench.endpoint(URL);
    bench.publish("order.needs_review", "ord_1");
    bench.publish("orderxneeds.review", "ord_1");
    bench.advance(Duration.ofSeconds(1));
    bench.publish("stock.low", null);

    assertThat(found("type=order.*")).isEqualTo(1);
    assertThat(found("type=*")).isEqualTo(3);
    assertThat(found("type=*needs_*")).as("an underscore is no wildcard").isEqualTo(1);
    assertThat(found("from=2026-03-14T09:26:54.589Z")).as("inclusive").isEqualTo(1);
    assertThat(found("to=2026-03-14T09:26:54.589Z")).as("exclusive").isEqualTo(2);
    assertThat(found("to=2026-03-14T09:26:54.589Z&type=stock.*")).isZero();
    assertThat(bench.client.get("/v1/deliveries?type=order.%23").status()).isEqualTo(400);
    assertThat(bench.client.get("/v1/deliveries?from=yesterday").status()).isEqualTo(400);
  }

  @Test
  void aTimelineTellsWhoWasToldWhoWasNotAndWhatComesNext() {
    bench.endpoint(URL, "order.*");
    bench.endpoint("http://b.test/", "stock.*");
    bench.sender.at(URL, FakeSender.status(500));
    bench.advance(Duration.ofMillis(10));
    bench.publish("order.placed", "ord_1");
    bench.runSends();

    EventLog.History history =
        bench.database.read(tx -> bench.webhooks.eventLog().ofOrder(tx, "ord_1"));

    assertThat(history.lines())
        .extracting(EventLog.Line::kind, EventLog.Line::text)
        .containsExactly(
            tuple("event.published", "order.placed was published"),
            tuple(
                "event.not_wanted",
                "http://b.test/ was not told of order.placed: it wants stock.*"),
            tuple("delivery.queued", "order.placed matched http://a.test/"),
            tuple(
                "delivery.attempted",
                "attempt 1 of order.placed at http://a.test/: answered 500 after 0 ms"));
    assertThat(history.next())
        .hasValueSatisfying(next -> {
          assertThat(next.at()).isEqualTo(bench.due());
          assertThat(next.text())
              .isEqualTo(
                  "order.placed goes to http://a.test/, attempt 2,"
                      + " about 5s after attempt 1 (retry wait 1 of 11)");
        });
  }

  private int found(String query) {
    return bench.client.get("/v1/deliveries?" + query).body().at("/data").size();
  }
}
