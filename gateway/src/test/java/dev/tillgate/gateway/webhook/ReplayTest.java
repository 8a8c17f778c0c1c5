package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final String URL = "http://a.test/";
  private static final Duration SECOND = Duration.ofSeconds(1);

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
  @DisplayName("PAY-J2: what died while the consumer was down is replayed, under the same id")
  void deadLettersAreReplayed() {
    String endpoint = bench.endpoint(URL);
    String event = dead("order.placed", "ord_1");
    Client.Seen job = replay("'endpoint':'" + endpoint + "'");

    goOn();

    assertThat(job.status()).isEqualTo(202);
    assertThat(bench.sender.sent.getLast().id().value()).isEqualTo(event);
    assertThat(bench.sender.payload(1)).isEqualTo(bench.sender.payload(0));
    Client.Seen shown = show(job);
    assertThat(shown.text("/status")).isEqualTo("done");
    assertThat(shown.body().at("/matched").asInt()).isEqualTo(1);
    assertThat(shown.body().at("/queued").asInt()).isEqualTo(1);
    assertThat(shown.body().at("/deliveries/delivered").asInt()).isEqualTo(1);
  }

  @Test
  void aReplayedDeadLetterIsNoDeadLetterAnyMore() {
    String endpoint = bench.endpoint(URL);
    dead("order.placed", "ord_1");
    String letter = bench.one("SELECT id FROM deliveries");
    String first = replay("'endpoint':'" + endpoint + "'").text("/id");
    goOn();

    Client.Seen second = replay("'endpoint':'" + endpoint + "'");
    goOn();

    assertThat(bench.client.get("/v1/deliveries/" + letter).text("/reason"))
        .isEqualTo("replayed by " + first);
    assertThat(bench.client.get("/v1/deliveries?status=delivered").text("/data/0/replay"))
        .isEqualTo(first);
    assertThat(bench.client.get("/v1/deliveries/" + letter).body().at("/replay").isNull()).isTrue();
    assertThat(bench.client.get("/v1/deliveries?status=dead").body().at("/data").isEmpty())
        .isTrue();
    assertThat(second.body().at("/matched").asInt()).isZero();
    assertThat(show(second).text("/status")).isEqualTo("done");
    assertThat(bench.sender.sent).hasSize(2);
  }

  @Test
  void twoReplaysOfTheSameDeadLettersSendEachOnceAndBothEnd() {
    String endpoint = bench.endpoint(URL);
    for (int i = 0; i < 10; i++) {
      dead("order.placed", "ord_" + i);
    }
    Client.Seen one = replay("'rate':4,'endpoint':'" + endpoint + "'");
    Client.Seen other = replay("'rate':3,'endpoint':'" + endpoint + "'");

    goOn();
    assertThat(queued(one) + "+" + queued(other)).isEqualTo("4+3");
    goOn();
    goOn();

    assertThat(queued(one) + queued(other)).isEqualTo(10);
    assertThat(bench.sender.sent).hasSize(20);
    assertThat(show(one).text("/status") + show(other).text("/status")).isEqualTo("donedone");
  }

  @Test
  void onlyTheDeadOfTheTypeAndTheTimeAndTheEndpointAreReplayed() {
    String endpoint = bench.endpoint(URL);
    bench.endpoint("http://b.test/");
    dead("order.placed", "ord_1");
    bench.advance(SECOND);
    String wanted = dead("order.placed", "ord_2");
    dead("stock.low", null);
    bench.advance(SECOND);
    dead("order.placed", "ord_3");
    String range = "'from':'2026-03-14T09:26:54Z','to':'2026-03-14T09:26:55.589Z'";
    int before = bench.sender.sent.size();

    replay("'event_types':['order.*']," + range + ",'endpoint':'" + endpoint + "'");
    goOn();

    assertThat(bench.sender.sent.subList(before, bench.sender.sent.size()))
        .extracting(sent -> sent.id().value())
        .containsExactly(wanted);
    assertThat(bench.sender.urls().getLast()).isEqualTo(URL);
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'dead'")).isEqualTo("7");
  }

  @Test
  void anyEventIsSentToAnEndpointThatWasNeverToldOfItIfItWantsIt() {
    bench.publish("order.placed", "ord_1");
    bench.publish("stock.low", null);
    bench.publish("order.confirmed", "ord_1");
    String endpoint = bench.endpoint(URL, "order.*");

    Client.Seen job = replay("'status':'any','endpoint':'" + endpoint + "'");
    bench.publish("order.refunded", "ord_1");
    bench.runSends();
    goOn();

    assertThat(job.body().at("/matched").asInt()).isEqualTo(2);
    assertThat(types()).containsExactly("order.refunded", "order.placed", "order.confirmed");
    assertThat(show(job).text("/status")).isEqualTo("done");
  }

  @Test
  void anyEventIsSentAgainToAnEndpointThatHasItAndTheTypesOfTheRequestCountInsteadOfItsOwn() {
    String endpoint = bench.endpoint(URL, "order.*");
    bench.publish("order.placed", "ord_1");
    bench.publish("stock.low", null);
    bench.runSends();

    replay("'status':'any','event_types':['*'],'endpoint':'" + endpoint + "'");
    goOn();

    assertThat(types()).containsExactly("order.placed", "order.placed", "stock.low");
    assertThat(bench.sender.sent.get(1).id()).isEqualTo(bench.sender.sent.get(0).id());
  }

  @Test
  void whatStoodDeadOrParkedGivesWayToTheReplayOfAnyEvent() {
    String endpoint = bench.endpoint(URL);
    dead("order.placed", "ord_1");
    String parked = dead("order.placed", "ord_2");
    bench.sql("UPDATE deliveries SET status = 'parked' WHERE event_id = '" + parked + "'");

    replay("'status':'any','endpoint':'" + endpoint + "'");
    goOn();

    assertThat(bench.rows("SELECT status FROM deliveries ORDER BY id"))
        .extracting(row -> row.get("status"))
        .containsExactly("canceled", "canceled", "delivered", "delivered");
  }

  @Test
  void aReplayedDeliveryHasTheNormalScheduleFromItsOwnBirth() {
    String endpoint = bench.endpoint(URL);
    dead("order.placed", "ord_1");
    bench.advance(Duration.ofDays(60));
    bench.sender.at(URL, FakeSender.status(500));
    Client.Seen job = replay("'endpoint':'" + endpoint + "'");
    goOn();
    assertThat(show(job).body().at("/deliveries/retrying").asInt()).isEqualTo(1);

    bench.advance(Duration.ofSeconds(3));
    bench.step();
    assertThat(bench.sender.sent).as("before its first wait is over").hasSize(2);
    bench.advance(Duration.ofSeconds(4));
    bench.step();
    assertThat(bench.sender.sent).hasSize(3);
    assertThat(
            bench.one(
                "SELECT (retry_until_ms - created_at_ms) / 86400000 FROM deliveries"
                    + " WHERE replay_id IS NOT NULL"))
        .as("days")
        .isEqualTo("30");
  }

  @Test
  void whatDiesAfterItWasAskedForIsLeftToTheNextReplay() {
    String endpoint = bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    dead("order.placed", "ord_2");
    Client.Seen job = replay("'endpoint':'" + endpoint + "'");
    bench.advance(Duration.ofMillis(1));
    bench.sql(
        "UPDATE deliveries SET status = 'dead', updated_at_ms = "
            + bench.clock.millis()
            + " WHERE status = 'retrying'");

    goOn();

    assertThat(queued(job)).isEqualTo(1);
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'dead'")).isEqualTo("1");
  }

  @Test
  void anEndpointToldInOrderGetsTheSequenceOfWhatIsReplayed() {
    String endpoint = bench.endpoint(URL);
    bench.client.patch("/v1/webhook-endpoints/" + endpoint, "{\"ordered\":true}");
    dead("order.placed", "ord_1");
    dead("order.confirmed", "ord_1");

    replay("'endpoint':'" + endpoint + "'");
    bench.advance(SECOND);
    bench.webhooks.replayDue();

    assertThat(bench.rows("SELECT sequence FROM deliveries WHERE replay_id IS NOT NULL"))
        .extracting(row -> String.valueOf(row.get("sequence")))
        .containsExactly("1", "2");
  }

  @Test
  void aDryRunCountsAndChangesNothing() {
    String endpoint = bench.endpoint(URL);
    dead("order.placed", "ord_1");
    dead("stock.low", null);

    Client.Seen dry =
        replay("'dry_run':true,'event_types':['order.*'],'endpoint':'" + endpoint + "'");
    Client.Seen any = replay("'dry_run':true,'status':'any','endpoint':'" + endpoint + "'");
    goOn();

    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.body().toString()).isEqualTo("{\"matched\":1}");
    assertThat(any.body().toString()).isEqualTo("{\"matched\":2}");
    assertThat(bench.one("SELECT COUNT(*) FROM replays")).isEqualTo("0");
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'dead'")).isEqualTo("2");
    assertThat(bench.sender.sent).hasSize(2);
  }

  /** Publishes an event and calls its deliveries dead; refusing them would open the breaker. */
  private String dead(String type, @Nullable String order) {
    String event = bench.publish(type, order).value();
    bench.runSends();
    bench.sql("UPDATE deliveries SET status = 'dead' WHERE event_id = '" + event + "'");
    return event;
  }

  private Client.Seen replay(String members) {
    return bench.client.post("/v1/replays", ("{" + members + "}").replace('\'', '"'));
  }

  private Client.Seen show(Client.Seen job) {
    return bench.client.get("/v1/replays/" + job.text("/id"));
  }

  private int queued(Client.Seen job) {
    return show(job).body().at("/queued").asInt();
  }

  private List<String> types() {
    return bench.sender.sent.stream()
        .map(sent -> new String(sent.payload(), StandardCharsets.UTF_8))
        .map(payload -> payload.replaceAll(".*\"type\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  /** A second passes, and what is due is done. */
  private void goOn() {
    bench.advance(SECOND);
    bench.webhooks.replayDue();
    bench.step();
  }
}
