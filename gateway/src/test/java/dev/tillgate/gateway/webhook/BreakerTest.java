package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakerTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;
  private Bench bench;
  private String endpoint = "";

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    endpoint = bench.endpoint(URL);
    bench.sender.at(URL, new Reply.Unanswered("timeout"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void fiveStraightFailuresOpenItAndTheOthersWaitUntouched() {
    publish(4);
    assertThat(breaker()).isEqualTo("closed");

    publish(10);

    assertThat(breaker()).isEqualTo("open");
    assertThat(bench.sender.sent).hasSize(5);
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE attempts = 0 AND reason IS NULL"))
        .as("those behind it have spent no attempt and were told nothing")
        .isEqualTo("9");
    assertThat(bench.one("SELECT SUM(claims) FROM deliveries WHERE attempts = 0"))
        .as("nor were they claimed")
        .isEqualTo("0");
  }

  @Test
  void whatAReceiverThatWorksWillNeverTakeIsDeadAtOnceAndOpensNothing() {
    bench.sender.at(URL, new Reply.Rejected("no such mailbox"));

    publish(6);

    assertThat(breaker()).isEqualTo("closed");
    assertThat(bench.sender.sent).hasSize(6);
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'dead'")).isEqualTo("6");
    assertThat(bench.one("SELECT DISTINCT reason FROM deliveries")).isEqualTo("no such mailbox");
  }

  @Test
  void aSuccessInBetweenStartsTheCountAnew() {
    publish(4);
    bench.sender.at(URL, FakeSender.OK);
    publish(1);
    bench.sender.at(URL, new Reply.Unanswered("timeout"));

    publish(4);

    assertThat(breaker()).isEqualTo("closed");
  }

  @Test
  void oneDeliveryProbesAtEachOfTheRetryWaitsAndTheOthersAreNotWritten() {
    publish(20);
    String untouched = "SELECT COUNT(*) FROM deliveries WHERE claims = 0";
    long before = Long.parseLong(bench.one(untouched));

    bench.advance(Duration.ofSeconds(6));
    bench.step();
    bench.step();
    assertThat(bench.sender.sent).as("one probe after 5 s").hasSize(6);
    bench.advance(Duration.ofSeconds(6));
    bench.step();
    assertThat(bench.sender.sent).as("the next only after 30 s").hasSize(6);
    bench.advance(Duration.ofSeconds(30));
    bench.step();

    assertThat(bench.sender.sent).hasSize(7);
    assertThat(Long.parseLong(bench.one(untouched))).isGreaterThanOrEqualTo(before - 2);
    assertThat(nextProbe()).isBetween(Instant.parse("2026-03-14T09:28:40Z"), after(150));
  }

  @Test
  void whatHasJustHappenedDoesNotProbeBeforeWhatHasWaited() {
    publish(6);
    bench.advance(Duration.ofSeconds(6)); // The next may probe.

    bench.publish("order.placed", "ord_late");

    assertThat(bench.one("SELECT claims FROM deliveries ORDER BY id DESC LIMIT 1")).isEqualTo("0");
  }

  @Test
  void afterOneArrivesTwoFourAndEightAreLetThroughAndThenAll() {
    publish(200);
    bench.sender.at(URL, FakeSender.OK);
    bench.advance(Duration.ofSeconds(6));

    bench.dispatchDue();
    bench.runOneSend();
    assertThat(breaker()).isEqualTo("half_open");
    bench.dispatchDue();
    bench.settleHooks();
    assertThat(bench.inFlight()).isEqualTo(2);
    bench.runSends(2);
    bench.dispatchDue();
    bench.settleHooks();
    assertThat(bench.inFlight()).isEqualTo(4);
    bench.runSends(4);
    bench.dispatchDue();
    bench.settleHooks();
    assertThat(bench.inFlight()).isEqualTo(8);
    bench.runSends(8);

    assertThat(breaker()).isEqualTo("closed");
    bench.step();
    bench.step();
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'"))
        .isEqualTo("200");
  }

  @Test
  void aFailureWhileItComesBackOpensItAgain() {
    publish(30);
    bench.sender.at(URL, FakeSender.OK);
    bench.advance(Duration.ofSeconds(6));
    bench.dispatchDue();
    bench.runOneSend();
    bench.sender.at(URL, new Reply.Unanswered("timeout"));

    bench.step();

    assertThat(breaker()).isEqualTo("open");
    assertThat(bench.sender.sent).hasSizeLessThan(10);
  }

  @Test
  void theTimeBehindItDoesNotCountAgainstTheSchedule() {
    publish(6);

    bench.advance(Duration.ofDays(40));
    bench.step();
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'dead'")).isEqualTo("0");
    bench.sender.at(URL, FakeSender.OK);
    for (int hour = 0; hour < 48; hour++) {
      bench.advance(Duration.ofHours(1));
      bench.step();
    }

    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'"))
        .isEqualTo("6");
  }

  @Test
  void aFreshDeliveryLeavesTheProbeToThoseBeforeIt() {
    publish(6);
    bench.advance(Duration.ofSeconds(6));

    bench.publish("order.placed", "ord_2");

    assertThat(bench.inFlight()).isZero();
    assertThat(bench.one("SELECT SUM(claims) FROM deliveries WHERE order_id = 'ord_2'"))
        .isEqualTo("0");
  }

  @Test
  void sendsThatBeganBeforeItOpenedDoNotPutOffTheProbe() {
    for (int i = 0; i < 16; i++) {
      bench.publish("order.placed", "ord_1");
    }
    assertThat(bench.inFlight()).isEqualTo(16);
    bench.sender.at(
        URL,
        message -> {
          if (bench.inFlight() > 0) {
            bench.runOneSend(); // So that every send has begun before the first is over.
          }
          return new Reply.Unanswered("timeout");
        });

    bench.runOneSend();

    assertThat(bench.sender.sent).hasSize(16);
    assertThat(nextProbe()).isBeforeOrEqualTo(after(6));
  }

  @Test
  void itSurvivesARestart() {
    publish(20);
    bench.kill();

    bench = new Bench(directory);
    bench.sender.at(URL, new Reply.Unanswered("timeout"));
    bench.step();
    assertThat(bench.sender.sent).as("still open, the probe is not due").isEmpty();
    assertThat(breaker()).isEqualTo("open");
    bench.advance(Duration.ofSeconds(6));
    bench.step();

    assertThat(bench.sender.sent).hasSize(1);
  }

  @Test
  @DisplayName("FLT-O10: down for thirty days, then up: everything arrives, a few at a time")
  void downForThirtyDays() {
    publish(50);
    for (int hour = 0; hour < 30 * 24; hour++) {
      bench.advance(Duration.ofHours(1));
      bench.step();
      if (hour % 24 == 0) {
        publish(1);
      }
    }
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'dead'")).isEqualTo("0");
    bench.sender.at(URL, FakeSender.OK);

    for (int hour = 0; hour < 48; hour++) {
      bench.advance(Duration.ofHours(1));
      bench.step();
    }

    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'"))
        .isEqualTo("80");
    assertThat(breaker()).isEqualTo("closed");
  }

  @Test
  void aReceiverThatFailsForThreeDaysIsAnAlarmAndStaysEnabled() {
    publish(6);
    for (int hour = 0; hour < 3 * 24 - 1; hour++) {
      bench.advance(Duration.ofHours(1));
      bench.step();
    }
    assertThat(bench.metrics.scrape()).contains("tillgate_endpoints_failing 0");

    bench.advance(Duration.ofHours(2));

    assertThat(bench.metrics.scrape()).contains("tillgate_endpoints_failing 1");
    assertThat(bench.client.get("/v1/webhook-endpoints/" + endpoint).text("/status"))
        .isEqualTo("enabled");
  }

  @Test
  void anEndpointThatIsEnabledAgainIsLetThroughAFewAtATime() {
    bench.sender.at(URL, FakeSender.status(410));
    for (int i = 0; i < 40; i++) {
      bench.publish("order.placed", "ord_1");
    }
    bench.runSends();
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'parked'"))
        .isEqualTo("40");

    bench.client.post("/v1/webhook-endpoints/" + endpoint + "/enable", "");
    bench.settleHooks();
    bench.dispatchDue();
    bench.settleHooks();

    assertThat(breaker()).isEqualTo("half_open");
    assertThat(bench.inFlight()).isEqualTo(2);
    bench.sender.at(URL, FakeSender.OK);
    bench.runSends();
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      bench.publish("order.placed", "ord_1");
      bench.runSends();
    }
  }

  private String breaker() {
    return bench.client.get("/v1/webhook-endpoints/" + endpoint).text("/breaker");
  }

  private Instant nextProbe() {
    return Instant.parse(
        bench.client.get("/v1/webhook-endpoints/" + endpoint).text("/next_probe_at"));
  }

  private Instant after(int seconds) {
    return bench.clock.instant().plusSeconds(seconds);
  }
}
