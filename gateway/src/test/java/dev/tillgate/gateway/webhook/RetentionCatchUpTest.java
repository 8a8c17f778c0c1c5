package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.retention.Retention;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that catches up never misses an event without being told. */
class RetentionCatchUpTest {
  private static final Duration KEEP = Duration.ofDays(30);
  private static final String DOWN = "http://down.test/";

  @TempDir private Path directory;
  private Bench bench;
  private String stuck;
  private String gone;
  private String young;

  /** Three events: one is kept for its dead delivery, the next is gone, the last is young. */
  @BeforeEach
  void open() {
    bench = new Bench(directory);
    bench.endpoint(DOWN, "order.placed");
    stuck = bench.publish("order.placed", "ord_1").value();
    bench.runSends();
    bench.sql("UPDATE deliveries SET claimed_by = NULL, status = 'dead'");
    gone = bench.publish("order.confirmed", "ord_1").value();
    bench.advance(KEEP.plusDays(1));
    young = bench.publish("order.refunded", "ord_1").value();
    Retention retention = new Retention(bench.database, KEEP, bench.clock);
    for (int batches = 0; retention.removeSome(); batches++) {
      assertThat(batches).isLessThan(100);
    }
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theStartIsBehindWhatWasRemoved() {
    Client.Seen start = after("start");

    assertThat(start.body().at("/data")).hasSize(1);
    assertThat(start.text("/data/0/id")).isEqualTo(young);
    assertThat(after(start.text("/next_cursor")).status()).isEqualTo(200);
  }

  @Test
  void aPlaceThatWasRemovedIsGone() {
    Client.Seen answer = after(gone);

    assertThat(answer.status()).isEqualTo(410);
    assertThat(answer.text("/code")).isEqualTo("events-removed");
    assertThat(answer.text("/detail")).contains("after=start");
  }

  @Test
  void aPlaceBeforeAGapIsGoneThoughItsEventIsStillThere() {
    assertThat(bench.client.get("/v1/events/" + stuck).status()).isEqualTo(200);

    assertThat(after(stuck).status()).isEqualTo(410);
  }

  @Test
  void anIdThatNeverWasIsAMistakeAndNotGone() {
    assertThat(after("evt_zzzzzzzzzzzzzzzzzzzzzzzzzz").status()).isEqualTo(400);
    assertThat(after("ord_1").status()).isEqualTo(400);
  }

  @Test
  void theListShowsAllThereIsAndSaysWhenItsCursorIsGone() {
    Client.Seen all = bench.client.get("/v1/events");

    assertThat(all.body().at("/data")).hasSize(2);
    assertThat(bench.client.get("/v1/events?cursor=" + young).text("/data/0/id")).isEqualTo(stuck);
    assertThat(bench.client.get("/v1/events?cursor=" + gone).status()).isEqualTo(410);
    assertThat(bench.client.get("/v1/events/" + gone).status()).isEqualTo(404);
  }

  private Client.Seen after(String place) {
    return bench.client.get("/v1/events?after=" + place);
  }
}
