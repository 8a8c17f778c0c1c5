package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.http.Json;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay as a job: its pace, its states, its crashes. */
class ReplayJobTest {
  private static final String URL = "http://a.test/";
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path directory;
  private Bench bench;
  private String endpoint;

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    endpoint = bench.endpoint(URL, "nothing.by.itself");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void itWritesAtItsRateAndNeverMoreThanASecondsWorthAtOnce() {
    events(200);
    String job = replay(50);

    assertThat(written(Duration.ZERO)).as("at once").isZero();
    assertThat(written(Duration.ofMillis(100))).isEqualTo(5);
    assertThat(written(Duration.ofMillis(15))).as("three quarters of one").isZero();
    assertThat(written(Duration.ofMillis(5))).isEqualTo(1);
    assertThat(written(SECOND)).isEqualTo(50);
    assertThat(written(Duration.ZERO)).as("used up").isZero();
    assertThat(written(Duration.ofMinutes(10))).as("after a long stall").isEqualTo(50);
    assertThat(written(Duration.ofMinutes(-20))).as("the clock was set back").isZero();
    assertThat(written(SECOND)).isEqualTo(50);
    assertThat(status(job)).isEqualTo("running");
  }

  @Test
  void aRateThatDividesNoMillisecondIsKeptOverTime() {
    events(40);
    replay(3);

    int inTenSeconds = 0;
    for (int i = 0; i < 100; i++) {
      inTenSeconds += written(Duration.ofMillis(100));
    }

    assertThat(inTenSeconds).isBetween(29, 30);
  }

  @Test
  void itSaysHowLongThereIsNothingToWrite() {
    assertThat(bench.webhooks.replayDue()).isEqualTo(Duration.ofHours(1));
    events(200);
    replay(1);

    assertThat(bench.webhooks.replayDue()).isEqualTo(SECOND);
    replay(200);
    bench.advance(Duration.ofMillis(500));
    assertThat(bench.webhooks.replayDue()).as("a whole batch").isEqualTo(Duration.ZERO);
    bench.advance(Duration.ofMillis(100));
    assertThat(bench.webhooks.replayDue()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void aStepLooksAtSomeHundredEventsAndGoesOnAtOnceWhenFewAreWanted() {
    bench.database.change(tx -> {
      for (int i = 0; i < 1_001; i++) {
        bench
            .webhooks
            .outbox()
            .publish(tx, i % 1_000 == 0 ? "stock.low" : "order.placed", null, Json.object());
      }
    });
    String job = start("'event_types':['stock.*'],'status':'any'");
    bench.advance(SECOND);

    assertThat(bench.webhooks.replayDue()).isEqualTo(Duration.ZERO);
    assertThat(bench.one("SELECT place FROM replays")).isEqualTo("500");
    assertThat(bench.webhooks.replayDue()).isEqualTo(Duration.ZERO);
    assertThat(bench.one("SELECT place FROM replays")).isEqualTo("1000");
    bench.webhooks.replayDue();

    assertThat(status(job)).isEqualTo("done");
    assertThat(bench.one("SELECT queued || '/' || matched FROM replays")).isEqualTo("2/2");
  }

  @Test
  void itWaitsWhileAThousandOfItsDeliveriesWereNotSentOnce() {
    events(1_200);
    replay(1_000);
    bench.advance(SECOND);
    for (int i = 0; i < 10; i++) {
      bench.webhooks.replayDue();
    }
    bench.advance(SECOND);

    assertThat(bench.webhooks.replayDue()).isEqualTo(SECOND);
    assertThat(queued()).isEqualTo(1_000);

    bench.step();
    assertThat(written(SECOND)).isPositive();
  }

  @Test
  void aCrashBetweenTwoBatchesNeitherLosesNorDoublesOne() {
    events(60);
    String job = replay(25);
    assertThat(written(SECOND)).isEqualTo(25);
    bench.kill();

    Bench next = new Bench(directory);
    next.clock.advance(SECOND.multipliedBy(2));
    bench = next;
    assertThat(written(Duration.ZERO)).isEqualTo(25);
    assertThat(written(SECOND)).isEqualTo(10);
    bench.step();

    assertThat(status(job)).isEqualTo("done");
    assertThat(bench.rows("SELECT event_id FROM deliveries WHERE replay_id IS NOT NULL"))
        .doesNotHaveDuplicates()
        .hasSize(60);
    assertThat(bench.sender.sent).extracting(sent -> sent.id().value()).doesNotHaveDuplicates();
    assertThat(bench.sender.sent).hasSize(60);
  }

  @Test
  void pausedItWritesNothingAndResumedItGoesOnWhereItStoodWithoutMakingUpForIt() {
    events(30);
    String job = replay(10);
    assertThat(written(SECOND)).isEqualTo(10);

    assertThat(post(job, "pause").text("/status")).isEqualTo("paused");
    assertThat(post(job, "pause").text("/reason")).isEqualTo("paused by an operator");
    assertThat(written(SECOND)).isZero();
    Client.Seen resumed = post(job, "resume");

    assertThat(resumed.text("/status")).isEqualTo("running");
    assertThat(resumed.body().at("/reason").isNull()).isTrue();
    assertThat(post(job, "resume").status()).isEqualTo(200);
    assertThat(written(Duration.ZERO)).as("the second before is gone").isZero();
    assertThat(written(SECOND)).isEqualTo(10);
    assertThat(written(SECOND)).isEqualTo(10);
    assertThat(bench.rows("SELECT event_id FROM deliveries WHERE replay_id IS NOT NULL"))
        .doesNotHaveDuplicates();
  }

  @Test
  void canceledItEndsForGoodAndWhatItWroteIsSent() {
    events(30);
    String running = replay(10);
    String paused = replay(10);
    post(paused, "pause");
    written(SECOND);

    assertThat(post(running, "cancel").text("/reason")).isEqualTo("canceled by an operator");
    assertThat(post(paused, "cancel").text("/status")).isEqualTo("canceled");
    assertThat(post(running, "cancel").status()).isEqualTo(200);
    assertThat(post(running, "resume").status()).isEqualTo(409);
    assertThat(post(running, "pause").text("/code")).isEqualTo("replay-over");
    bench.step();

    assertThat(written(SECOND)).isZero();
    assertThat(bench.sender.sent).hasSize(10);
  }

  @Test
  void whatIsDoneCannotBePausedResumedOrCanceled() {
    String job = replay(10);
    written(SECOND);

    assertThat(status(job)).isEqualTo("done");
    assertThat(post(job, "pause").status()).isEqualTo(409);
    assertThat(post(job, "resume").status()).isEqualTo(409);
    assertThat(post(job, "cancel").status()).isEqualTo(409);
  }

  @Test
  void itEndsWhenItsEndpointIsDeleted() {
    events(30);
    String job = replay(10);
    written(SECOND);

    bench.client.delete("/v1/webhook-endpoints/" + endpoint);

    assertThat(written(SECOND)).isZero();
    assertThat(status(job)).isEqualTo("canceled");
    assertThat(bench.one("SELECT reason FROM replays")).isEqualTo("the endpoint was deleted");
  }

  @Test
  void itPausesWhenItsEndpointIsDisabledUntilAPersonResumesIt() {
    events(30);
    String job = replay(10);
    bench.client.post("/v1/webhook-endpoints/" + endpoint + "/disable");

    assertThat(written(SECOND)).isZero();
    assertThat(bench.one("SELECT reason FROM replays")).isEqualTo("the endpoint is disabled");
    bench.client.post("/v1/webhook-endpoints/" + endpoint + "/enable");
    assertThat(written(SECOND)).isZero();
    post(job, "resume");

    assertThat(written(SECOND)).isEqualTo(10);
  }

  @Test
  void theNumberOfThoseRunningIsAGauge() {
    events(30);
    replay(10);
    post(replay(10), "pause");

    assertThat(bench.metrics.scrape()).contains("tillgate_replays_running 1");
  }

  @Test
  void replaysAreListedNewestFirst() {
    String first = replay(10);
    String second = replay(10);

    Client.Seen page = bench.client.get("/v1/replays?limit=1");

    assertThat(page.text("/data/0/id")).isEqualTo(second);
    assertThat(
            bench.client.get("/v1/replays?cursor=" + page.text("/next_cursor")).text("/data/0/id"))
        .isEqualTo(first);
    assertThat(bench.client.get("/v1/replays/rpl_none").status()).isEqualTo(404);
    assertThat(bench.client.get("/v1/replays/none").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/endpoint | {}",
        "/endpoint | {'endpoint':'we_nobody'}",
        "/endpoint | {'endpoint':'nobody'}",
        "/endpoint | {'endpoint':7}",
        "/from | {'endpoint':'?','from':'yesterday'}",
        "/from | {'endpoint':'?','from':'2026-03-14'}",
        "/from | {'endpoint':'?','from':'-0001-01-01T00:00:00Z'}",
        "/to | {'endpoint':'?','to':'+999999999-01-01T00:00:00Z'}",
        "/to | {'endpoint':'?','from':'2026-03-14T00:00:00Z','to':'2026-03-14T00:00:00Z'}",
        "/event_types | {'endpoint':'?','event_types':['order.#']}",
        "/event_types | {'endpoint':'?','event_types':[]}",
        "/status | {'endpoint':'?','status':'delivered'}",
        "/rate | {'endpoint':'?','rate':0}",
        "/rate | {'endpoint':'?','rate':1001}",
        "/dry_run | {'endpoint':'?','dry_run':'yes'}",
        "/colour | {'endpoint':'?','colour':1}"
      })
  void badInputIsRefusedByNameAndNothingIsMade(String pointer, String body) {
    Client.Seen seen =
        bench.client.post("/v1/replays", body.replace('\'', '"').replace("?", endpoint));

    assertThat(seen.status()).isEqualTo(pointer.equals("/colour") ? 400 : 422);
    assertThat(seen.text("/pointer")).isEqualTo(pointer);
    assertThat(bench.one("SELECT COUNT(*) FROM replays")).isEqualTo("0");
  }

  /** Events the endpoint was never told of. */
  private void events(int count) {
    bench.database.change(tx -> {
      for (int i = 0; i < count; i++) {
        bench.webhooks.outbox().publish(tx, "order.placed", "ord_" + i, Json.object());
      }
    });
  }

  /** The id of a new replay of all events. */
  private String replay(int rate) {
    return start("'status':'any','event_types':['*'],'rate':" + rate);
  }

  private String start(String members) {
    String body = "{'endpoint':'" + endpoint + "'," + members + "}";
    return bench.client.post("/v1/replays", body.replace('\'', '"')).text("/id");
  }

  /** How many deliveries one step writes after that time. */
  private int written(Duration later) {
    int before = queued();
    bench.advance(later);
    bench.webhooks.replayDue();
    return queued() - before;
  }

  private int queued() {
    return Integer.parseInt(bench.one("SELECT COALESCE(SUM(queued), 0) FROM replays"));
  }

  private String status(String job) {
    return bench.client.get("/v1/replays/" + job).text("/status");
  }

  private Client.Seen post(String job, String verb) {
    return bench.client.post("/v1/replays/" + job + '/' + verb);
  }
}
