package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import dev.tillgate.gateway.webhook.retention.Retention;
import dev.tillgate.gateway.webhook.story.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes for its age, and what stays whatever its age. */
class RetentionTest {
  private static final Duration KEEP = Duration.ofDays(30);
  private static final String URL = "http://a.test/";
  private static final String DOWN = "http://down.test/";

  @TempDir private Path directory;
  private Bench bench;
  private Retention retention;

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    retention = new Retention(bench.database, KEEP, bench.clock);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void whatWasDeliveredGoesAfterTheRetentionAndNotBefore() {
    bench.endpoint(URL);
    publishAndSend("order.placed", "ord_1");

    bench.advance(KEEP);
    round();
    assertThat(counts()).isEqualTo("1 events, 1 deliveries, 1 attempts");

    bench.advance(Duration.ofMillis(1));
    round();
    assertThat(counts()).isEqualTo("0 events, 0 deliveries, 0 attempts");
  }

  @Test
  void anEventThatNobodyWantedGoesToo() {
    bench.publish("order.placed", "ord_1");
    bench.publish("stock.low", null);

    afterTheRetention();

    assertThat(counts()).isEqualTo("0 events, 0 deliveries, 0 attempts");
  }

  @ParameterizedTest
  @EnumSource
  void onlyADeliveryThatCanBecomeNothingElseGoes(DeliveryStatus status) {
    bench.endpoint(URL);
    publishAndSend("order.placed", "ord_1");
    bench.sql("UPDATE deliveries SET claimed_by = NULL, status = '" + status.word() + "'");
    boolean finished = Arrays.stream(DeliveryStatus.values()).noneMatch(status::mayBecome);

    afterTheRetention();

    assertThat(counts()).startsWith(finished ? "0 events, 0 deliveries" : "1 events, 1 deliveries");
  }

  @Test
  void whatWasDeliveredLateIsKeptFromThenOn() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    publishAndSend("order.placed", "ord_1");
    bench.advance(Duration.ofDays(20));
    bench.sender.at(URL, FakeSender.OK);
    bench.step();
    bench.advance(Duration.ofDays(29));
    round();
    assertThat(counts()).isEqualTo("1 events, 1 deliveries, 2 attempts");

    bench.advance(Duration.ofDays(2));
    round();
    assertThat(counts()).isEqualTo("0 events, 0 deliveries, 0 attempts");
  }

  @Test
  void aDeadDeliveryKeepsItsEventAndItsPayloadButNotItsNeighbours() {
    bench.endpoint(URL);
    bench.endpoint(DOWN);
    String event = publishAndSend("order.placed", "ord_1");
    die(DOWN);

    afterTheRetention();

    assertThat(counts()).isEqualTo("1 events, 1 deliveries, 1 attempts");
    assertThat(bench.client.get("/v1/events/" + event).text("/data/about"))
        .isEqualTo("order.placed");
  }

  @Test
  void aDeadDeliveryThatWasSentAfterAllGoesWhenItsTimeComes() {
    bench.endpoint(DOWN);
    publishAndSend("order.placed", "ord_1");
    die(DOWN);
    afterTheRetention();
    String dead = bench.one("SELECT id FROM deliveries");

    bench.client.post("/v1/deliveries/" + dead + "/retry");
    bench.step();
    bench.advance(Duration.ofHours(1));
    round();
    assertThat(bench.one("SELECT status FROM deliveries")).isEqualTo("delivered");

    afterTheRetention();
    assertThat(counts()).isEqualTo("0 events, 0 deliveries, 0 attempts");
  }

  @Test
  void aSequenceIsNotGivenTwiceWhenAllEventsOfAnOrderAreGone() {
    bench.publish("order.placed", "ord_1");
    bench.publish("order.confirmed", "ord_1");
    afterTheRetention();

    bench.publish("order.refunded", "ord_1");
    bench.publish("order.disputed", "ord_1");
    bench.publish("order.placed", "ord_2");

    assertThat(sequences("ord_1")).isEqualTo("3,4");
    assertThat(sequences("ord_2")).isEqualTo("1");
  }

  @Test
  void aSequenceIsNotGivenTwiceWhenAnOlderEventOutlivesTheNewest() {
    bench.endpoint(DOWN, "order.placed");
    publishAndSend("order.placed", "ord_1");
    die(DOWN);
    bench.publish("order.confirmed", "ord_1");
    afterTheRetention();
    assertThat(sequences("ord_1")).isEqualTo("1");

    bench.publish("order.refunded", "ord_1");

    assertThat(sequences("ord_1")).isEqualTo("1,3");
  }

  @Test
  void removalsOfDifferentRoundsLeaveTheHighestSequence() {
    bench.endpoint(DOWN, "order.placed");
    publishAndSend("order.placed", "ord_1");
    die(DOWN);
    bench.publish("order.confirmed", "ord_1");
    afterTheRetention();
    bench.sql("UPDATE deliveries SET status = 'canceled'");
    afterTheRetention();
    assertThat(counts()).startsWith("0 events");

    bench.publish("order.refunded", "ord_1");

    assertThat(sequences("ord_1")).isEqualTo("3");
  }

  @Test
  void aTimelineDoesNotSayOfAnOldEventWhomItWasNotTold() {
    bench.endpoint(URL);
    bench.endpoint(DOWN);
    bench.advance(Duration.ofMillis(1));
    publishAndSend("order.placed", "ord_1");
    die(DOWN);
    afterTheRetention();

    EventLog.History history =
        bench.database.read(tx -> bench.webhooks.eventLog().ofOrder(tx, "ord_1"));

    assertThat(history.lines())
        .extracting(EventLog.Line::kind)
        .containsExactly("event.published", "delivery.queued", "delivery.attempted");
    assertThat(history.standing()).extracting(EventLog.Line::kind).containsExactly("delivery.dead");
  }

  @Test
  void aRestartBetweenAnyTwoBatchesLeavesNothingBehind() {
    bench.endpoint(URL);
    for (int i = 0; i < 40; i++) {
      publishAndSend("order.placed", "ord_" + i);
    }
    bench.sql("UPDATE deliveries SET status = 'delivered', claimed_by = NULL");

    for (int starts = 0; !counts().startsWith("0 events"); starts++) {
      assertThat(starts).isLessThan(20);
      bench.advance(KEEP.plusDays(1)); // A new bench has a new clock.
      retention.removeSome();
      bench.kill();
      open();
    }

    assertThat(counts()).isEqualTo("0 events, 0 deliveries, 0 attempts");
    bench.publish("order.refunded", "ord_7");
    assertThat(sequences("ord_7")).isEqualTo("2");
  }

  private void afterTheRetention() {
    bench.advance(KEEP.plusDays(1));
    round();
  }

  /** Until nothing is left to look at, as the loop does between two of its long waits. */
  private void round() {
    for (int batches = 0; retention.removeSome(); batches++) {
      assertThat(batches).isLessThan(1_000);
    }
  }

  private String publishAndSend(String type, String order) {
    String event = bench.publish(type, order).value();
    bench.runSends();
    return event;
  }

  /** Its deliveries had one failed attempt and no more. */
  private void die(String url) {
    bench.sql(
        """
        UPDATE delivery_attempts SET outcome = 'failed' WHERE delivery_id IN (
          SELECT d.id FROM deliveries d JOIN webhook_endpoints w ON w.id = d.endpoint_id
          WHERE w.url = '%s')
        """
            .formatted(url));
    bench.sql(
        """
        UPDATE deliveries SET status = 'dead', reason = 'the schedule is used up'
        WHERE endpoint_id = (SELECT id FROM webhook_endpoints WHERE url = '%s')
        """
            .formatted(url));
  }

  private String sequences(String order) {
    return bench.one(
        "SELECT string_agg(CAST(sequence AS TEXT), ',' ORDER BY sequence) FROM events WHERE order_id = '"
            + order
            + "'");
  }

  private String counts() {
    return bench.one(
        """
        SELECT (SELECT COUNT(*) FROM events) || ' events, '
          || (SELECT COUNT(*) FROM deliveries) || ' deliveries, '
          || (SELECT COUNT(*) FROM delivery_attempts) || ' attempts'
        """);
  }
}
