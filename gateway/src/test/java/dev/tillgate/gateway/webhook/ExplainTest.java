package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a delivery has not arrived, as an event's timeline and the list of deliveries tell it. */
class ExplainTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;
  private Bench bench;
  private String endpoint = "";

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    endpoint = bench.endpoint(URL);
  }

  @AfterEach
  void close() {
    bench.runSends();
    bench.close();
  }

  @Test
  void anEventTellsWhoWasToldAndThatNothingMoreComes() {
    String event = publish("order.placed");
    bench.runSends();

    assertThat(kinds(event))
        .containsExactly("event.published", "delivery.queued", "delivery.attempted");
    assertThat(timeline(event).body().get("next").isNull()).isTrue();
    assertThat(bench.client.get("/v1/events/evt_none/timeline").status()).isEqualTo(404);
    assertThat(bench.client.get("/v1/events/none/timeline").status()).isEqualTo(404);
    assertThat(bench.client.get("/v1/events/" + event + "/timeline?a=1").status()).isEqualTo(400);
  }

  @Test
  void behindAnOpenBreakerADeliveryIsParkedAndTheNextProbeSaysWhenItMayGoOn() {
    openBreaker();
    String event = publish("order.confirmed");

    String since = endpointShows("/failing_since");
    String probe = endpointShows("/next_probe_at");
    assertThat(texts(event).getLast())
        .isEqualTo(
            "order.confirmed for http://a.test/: parked by the breaker: open since "
                + since
                + ", next probe at "
                + probe);
    assertThat(next(event))
        .isEqualTo(
            "order.confirmed goes to http://a.test/, attempt 1, when the breaker's probe at "
                + probe
                + " succeeds");
    assertThat(timeline(event).text("/next/at")).isEqualTo(probe);
  }

  @Test
  void whatABreakerParksIsListedAsParkedAndAsNothingElseUntilItCloses() {
    openBreaker();
    String event = publish("order.confirmed");

    assertThat(listed("parked")).isEqualTo(6);
    assertThat(listed("retrying")).isZero();
    assertThat(listed("pending")).isZero();
    assertThat(found("status=parked&limit=2")).isEqualTo(2);
    Client.Seen row = bench.client.get("/v1/deliveries?status=parked&event=" + event);
    assertThat(row.text("/data/0/status")).isEqualTo("parked");
    assertThat(row.text("/data/0/reason")).startsWith("parked by the breaker: open since 2026-");
    assertThat(row.text("/data/0/due_at")).isEmpty();
    Client.Seen shown = bench.client.get("/v1/deliveries/" + row.text("/data/0/id"));
    assertThat(shown.text("/status")).isEqualTo("parked");

    bench.sender.at(URL, FakeSender.OK);
    for (int i = 0; i < 6; i++) {
      bench.advance(Duration.ofMinutes(1));
      bench.step();
    }
    assertThat(listed("parked")).isZero();
    assertThat(listed("delivered")).isEqualTo(6);
  }

  @Test
  void pagesOfParkedDeliveriesFollowEachOtherWithoutGaps() {
    openBreaker();
    Client.Seen first = bench.client.get("/v1/deliveries?status=parked&limit=3");
    Client.Seen second =
        bench.client.get("/v1/deliveries?status=parked&cursor=" + first.text("/next_cursor"));

    assertThat(first.body().at("/data").size()).isEqualTo(3);
    assertThat(second.body().at("/data").size()).isEqualTo(2);
    assertThat(second.text("/data/0/id")).isLessThan(first.text("/data/2/id"));
  }

  @Test
  void oneThatIsBeingSentAsTheProbeIsNotCalledParked() {
    openBreaker();
    bench.advance(Duration.ofSeconds(7));
    bench.dispatchDue();
    bench.settleHooks();

    assertThat(bench.inFlight()).as("the probe").isEqualTo(1);
    assertThat(listed("parked")).isEqualTo(4);
    assertThat(listed("retrying")).isEqualTo(1);
  }

  @Test
  void aReceiverThatAskedToWaitLimitsTheOthersToo() {
    bench.sender.at(URL, FakeSender.askedToWait(429, "120"));
    publish("order.placed");
    bench.runSends();
    String other = publish("order.confirmed");

    String until = endpointShows("/paused_until");
    assertThat(texts(other).getLast())
        .isEqualTo(
            "order.confirmed for http://a.test/: limited until "
                + until
                + ": the receiver asked to wait (Retry-After)");
    assertThat(timeline(other).text("/next/at")).isEqualTo(until);
    bench.advance(Duration.ofSeconds(121));
    assertThat(kinds(other)).as("its time is over").doesNotContain("delivery.waiting");
  }

  @Test
  void anOrderedOneSaysWhichSequenceItWaitsBehindAndWhetherAPersonMustDecide() {
    ordered();
    bench.sender.at(URL, FakeSender.status(500));
    publish("order.placed");
    String second = publish("order.confirmed");
    bench.runSends();

    assertThat(texts(second).getLast())
        .endsWith(": waits behind sequence 1 of this order, which is retrying (policy block)");
    assertThat(next(second)).endsWith("attempt 1, when sequence 1 of this order is through");
    assertThat(timeline(second).body().at("/next/at").isNull()).isTrue();

    bench.sql("UPDATE deliveries SET status = 'dead', reason = 'x' WHERE sequence = 1");
    assertThat(texts(second).getLast()).endsWith("which is dead (policy block)");
    assertThat(next(second))
        .endsWith("attempt 1, when a person decides about sequence 1 of this order");
  }

  @Test
  void oneTheRateLimitHoldsSaysSoAndUntilWhen() {
    bench.client.patch("/v1/webhook-endpoints/" + endpoint, "{\"rate_limit\":1}");
    bench.settleHooks();
    String first = publish("order.placed");
    String held = publish("order.confirmed");

    assertThat(kinds(first)).doesNotContain("delivery.waiting");
    assertThat(texts(held).getLast())
        .isEqualTo("order.confirmed for http://a.test/: held by the rate limit of 1/s");
    assertThat(timeline(held).text("/next/at")).isEqualTo("2026-03-14T09:26:54.589Z");
  }

  @Test
  void aDisabledEndpointsDeliveriesWaitForAPerson() {
    bench.sender.at(URL, FakeSender.status(410));
    String event = publish("order.placed");
    bench.runSends();

    assertThat(texts(event).getLast())
        .isEqualTo("order.placed for http://a.test/ is parked: the receiver answered 410");
    assertThat(next(event))
        .isEqualTo(
            "order.placed for http://a.test/ waits for a person: the endpoint is disabled:"
                + " the receiver answered 410");
  }

  @Test
  void oneThatEndedTheGatewayTooOftenWaitsForAPersonAndSaysWhy() {
    String event = publish("order.placed");
    for (int crash = 0; crash < 5; crash++) {
      bench.dispatchDue();
      bench.settleHooks();
      bench.sql("UPDATE deliveries SET attempts = attempts + 1 WHERE attempts = " + crash);
      bench.kill();
      bench = new Bench(directory);
    }

    assertThat(next(event))
        .isEqualTo(
            "order.placed for http://a.test/ waits for a person: it is parked:"
                + " the gateway ended during 5 sends of it in a row");
  }

  @Test
  void aRetrySaysWhichOfTheWaitsItIs() {
    bench.sender.at(URL, FakeSender.status(500));
    String event = publish("order.placed");
    bench.runSends();
    bench.advance(Duration.ofSeconds(7));
    bench.step();

    assertThat(next(event))
        .isEqualTo(
            "order.placed goes to http://a.test/, attempt 3,"
                + " about 30s after attempt 2 (retry wait 2 of 11)");
    assertThat(timeline(event).text("/next/at")).isEqualTo(bench.due().toString());
  }

  private void openBreaker() {
    bench.sender.at(URL, new Reply.Unanswered("timeout"));
    for (int i = 0; i < 5; i++) {
      publish("order.number_" + i);
      bench.runSends();
    }
  }

  private void ordered() {
    bench.client.patch("/v1/webhook-endpoints/" + endpoint, "{\"ordered\":true}");
    bench.settleHooks();
  }

  private String publish(String type) {
    return bench.publish(type, "ord_1").value();
  }

  private Client.Seen timeline(String event) {
    return bench.client.get("/v1/events/" + event + "/timeline");
  }

  private String next(String event) {
    return timeline(event).text("/next/text");
  }

  private List<String> kinds(String event) {
    return column(event, "kind");
  }

  private List<String> texts(String event) {
    return column(event, "text");
  }

  private List<String> column(String event, String name) {
    return timeline(event)
        .body()
        .get("data")
        .valueStream()
        .map(line -> line.get(name).stringValue())
        .toList();
  }

  private String endpointShows(String pointer) {
    return bench.client.get("/v1/webhook-endpoints/" + endpoint).text(pointer);
  }

  private int listed(String status) {
    return found("status=" + status);
  }

  private int found(String query) {
    return bench.client.get("/v1/deliveries?" + query).body().at("/data").size();
  }
}
