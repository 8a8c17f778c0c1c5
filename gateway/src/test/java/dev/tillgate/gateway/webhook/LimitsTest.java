package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast one endpoint is sent to, and what it may take from the others. */
class LimitsTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory);
  }

  @AfterEach
  void close() {
    bench.runSends();
    bench.close();
  }

  @Test
  void noSecondHasMoreSendsThanTheRateLimit() {
    String endpoint = bench.endpoint(URL);
    change(endpoint, "{\"rate_limit\":3}");
    publish(10);
    bench.runSends();
    assertThat(bench.sender.sent).hasSize(3);

    bench.advance(Duration.ofMillis(999));
    bench.step();
    assertThat(bench.sender.sent).hasSize(3);

    bench.advance(Duration.ofMillis(1));
    Duration sleep = bench.step();
    assertThat(bench.sender.sent).hasSize(6);
    assertThat(sleep).as("the loop sleeps until the next may begin").isEqualTo(second());
  }

  @Test
  void theRateLimitHoldsWhenNothingWaitedInBetween() {
    String endpoint = bench.endpoint(URL);
    change(endpoint, "{\"rate_limit\":2}");
    publish(2);
    bench.runSends();

    publish(1);
    bench.runSends();

    assertThat(bench.sender.sent).hasSize(2);
  }

  @Test
  void theLoopSleepsWhileTheOneWhoseTimeHasComeWaitsForASend() {
    bench.close();
    bench = new Bench(directory, LimitsTest::oneAtATime, null);
    String endpoint = bench.endpoint(URL);
    change(endpoint, "{\"rate_limit\":1}");
    publish(2);

    bench.advance(Duration.ofSeconds(2));

    assertThat(bench.dispatchDue()).isPositive();
    bench.runSends();
    assertThat(bench.sender.sent).hasSize(2);
  }

  private static DeliverySettings oneAtATime(DeliverySettings usual) {
    return new DeliverySettings(usual.retryWaits(), usual.retryFor(), 16, 1, 1_000, 100);
  }

  @Test
  void aRateLimitOfZeroLiftsIt() {
    String endpoint = bench.endpoint(URL);
    change(endpoint, "{\"rate_limit\":1}");
    publish(5);
    bench.runSends();

    change(endpoint, "{\"rate_limit\":0}");
    bench.runSends();

    assertThat(bench.sender.sent).hasSize(5);
  }

  @Test
  void aClockSetBackDoesNotCloseTheEndpointUntilItHasCaughtUp() {
    String endpoint = bench.endpoint(URL);
    change(endpoint, "{\"rate_limit\":1}");
    publish(1);
    bench.runSends();

    bench.advance(Duration.ofHours(-1));
    publish(1);
    bench.runSends();
    bench.advance(Duration.ofSeconds(2));
    publish(1);
    bench.step();

    assertThat(bench.sender.sent).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void overloadHalvesWhatIsSentAtATimeAndSuccessBringsItBackOneByOne() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    publish(1);
    bench.runSends();
    bench.sender.at(URL, FakeSender.OK);

    publish(60);
    assertThat(bench.inFlight()).isEqualTo(8);
    bench.runSends(8);
    assertThat(bench.inFlight()).isEqualTo(9);
  }

  @Test
  void aRefusalByTheReceiverIsNoOverload() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(400));
    publish(1);
    bench.runSends();

    publish(30);

    assertThat(bench.inFlight()).isEqualTo(16);
  }

  @Test
  void retriesAreAtMostHalfOfWhatIsInFlightAndFirstAttemptsDoNotWaitForThem() {
    bench.endpoint(URL);
    publish(30);
    bench.sql("UPDATE deliveries SET status = 'retrying', attempts = 1, claimed_by = NULL");
    bench.kill();
    bench = new Bench(directory);
    bench.advance(Duration.ofSeconds(30));
    bench.dispatchDue();
    bench.settleHooks();
    assertThat(bench.inFlight()).as("retries alone").isEqualTo(8);

    publish(20);

    assertThat(bench.inFlight()).isEqualTo(16);
  }

  @Test
  void endpointsThatHangLeaveAQuarterOfTheSendsToTheOthers() {
    bench.close();
    bench =
        new Bench(
            directory.resolve("hung"),
            any ->
                new DeliverySettings(
                    List.of(Duration.ofSeconds(5)), Duration.ofDays(1), 16, 16, 1_000, 100),
            null);
    bench.endpoint("http://hangs.test/", "slow.*");
    bench.endpoint(URL, "quick.*");
    for (int i = 0; i < 40; i++) {
      bench.publish("slow.thing", null);
    }
    assertThat(bench.inFlight()).isEqualTo(12);

    bench.publish("quick.thing", null);

    assertThat(bench.inFlight()).as("the first of the other begins at once").isEqualTo(13);
  }

  @Test
  void endpointsThatHangLeaveAQuarterOfTheMemoryToTheOthers() {
    bench.close();
    bench =
        new Bench(
            directory.resolve("full"),
            any ->
                new DeliverySettings(
                    List.of(Duration.ofSeconds(5)), Duration.ofDays(1), 1, 64, 200, 400),
            null);
    bench.endpoint("http://hangs.test/", "slow.*");
    bench.endpoint(URL, "quick.*");
    for (int i = 0; i < 300; i++) {
      bench.publish("slow.thing", null);
    }
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 150");

    bench.publish("quick.thing", null);

    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 151");
    bench.sender.at("http://hangs.test/", new Reply.Unanswered("timeout"));
  }

  private void change(String endpoint, String settings) {
    bench.client.patch("/v1/webhook-endpoints/" + endpoint, settings);
    bench.settleHooks();
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      bench.publish("order.placed", "ord_1");
    }
  }

  private static Duration second() {
    return Duration.ofSeconds(1);
  }
}
