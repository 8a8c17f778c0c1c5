package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatchTest {
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
  void theSleepEndsWhenTheNextDeliveryIsDue() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");

    Duration sleep = bench.step();

    assertThat(bench.clock.instant().plus(sleep)).isEqualTo(bench.due());
  }

  @Test
  void nothingDueMeansSleepingUntilTheSafetyPoll() {
    bench.endpoint(URL);

    assertThat(bench.step()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theSafetyPollFindsWhatNobodyAnnounced() {
    String endpoint = bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.step();
    bench.sql("UPDATE deliveries SET status = 'retrying', due_at_ms = 1");

    bench.step();
    assertThat(bench.sender.sent).as("not announced").hasSize(1);
    bench.advance(Duration.ofSeconds(30));
    bench.step();

    assertThat(bench.sender.sent)
        .hasSize(2)
        .extracting(sent -> sent.target().id().value())
        .containsOnly(endpoint);
  }

  @Test
  void whoeverLostItsClaimSettlesNothing() {
    bench.endpoint(URL);
    bench.sender.at(
        URL,
        message -> {
          bench.sql("UPDATE deliveries SET claims = claims + 1, claimed_by = 'inc_other'");
          return FakeSender.OK;
        });

    bench.publish("order.placed", "ord_1");
    bench.runSends();

    assertThat(bench.one("SELECT status || claimed_by FROM deliveries"))
        .isEqualTo("pendinginc_other");
    assertThat(bench.one("SELECT COUNT(*) FROM delivery_attempts")).isEqualTo("0");
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
  }

  @Test
  @DisplayName(
      "FLT-O12: whatever is due, no more than the limit is in flight; the rest is read back")
  void theCapHolds() {
    bench.close();
    bench =
        new Bench(
            directory.resolve("small"),
            any ->
                new DeliverySettings(
                    List.of(Duration.ofSeconds(5)), Duration.ofDays(1), 3, 64, 20, 8),
            null);
    bench.endpoint(URL);

    for (int i = 0; i < 50; i++) {
      bench.publish("order.placed", "ord_" + i);
    }

    assertThat(bench.metrics.scrape())
        .contains("tillgate_deliveries_in_flight 3", "tillgate_deliveries_in_memory 4");
    for (int i = 0; i < 20; i++) {
      bench.step();
    }
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'"))
        .isEqualTo("50");
    assertThat(bench.sender.sent).hasSize(50);
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
  }

  @Test
  void whoeverLostItsClaimBeforeARetryBeginsSendsNothing() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.advance(Duration.ofSeconds(7));
    bench.dispatchDue();
    bench.settleHooks();

    bench.sql("UPDATE deliveries SET claims = claims + 1, claimed_by = 'inc_other'");
    bench.runSends();

    assertThat(bench.sender.sent).hasSize(1);
    assertThat(bench.one("SELECT attempts FROM deliveries")).isEqualTo("1");
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
  }

  @Test
  void noMoreThanTheTotalIsInFlightHoweverManyEndpointsThereAre() {
    bench.close();
    bench =
        new Bench(
            directory.resolve("total"),
            any ->
                new DeliverySettings(
                    List.of(Duration.ofSeconds(5)), Duration.ofDays(1), 16, 5, 100, 20),
            null);
    for (int i = 0; i < 6; i++) {
      bench.endpoint("http://" + i + ".test/");
    }

    bench.publish("order.placed", "ord_1");
    bench.publish("order.placed", "ord_2");

    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_flight 5");
    bench.runSends();
    assertThat(bench.sender.sent).hasSize(12);
    assertThat(bench.sender.urls().subList(0, 6)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("FLT-T02: a clock set back a day makes nothing wait an extra day")
  void clockSetBack() {
    bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    bench.step();

    bench.advance(Duration.ofDays(-1));
    bench.sql("UPDATE deliveries SET status = 'retrying', due_at_ms = 1");
    bench.step();

    assertThat(bench.sender.sent).hasSize(2);
    assertThat(bench.step()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }
}
