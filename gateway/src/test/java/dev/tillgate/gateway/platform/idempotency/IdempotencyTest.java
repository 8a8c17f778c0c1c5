package dev.tillgate.gateway.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PAY-H1 to H3, and ruling 11. */
class IdempotencyTest {
  private static final KeyedRequest REQUEST = new KeyedRequest("key_1", "k", "fingerprint");
  private static final Answer ANSWER =
      Answer.json(201, Json.object().put("id", "ord_1")).with("Location", "/v1/orders/ord_1");

  @TempDir private Path directory;

  private final SteppedClock clock = new SteppedClock();
  private Database database;
  private Idempotency idempotency;

  @BeforeEach
  void open() {
    database = TestStore.in(directory);
    idempotency = new Idempotency(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aNewKeyIsFresh() {
    assertThat(claim(REQUEST, "ord_1")).isEqualTo(new Claim.Fresh());
  }

  @Test
  void aRepeatIsAnsweredAsTheFirstTimeByteForByteAndSaysSo() {
    claim(REQUEST, "ord_1");
    idempotency.keep(REQUEST, ANSWER);

    assertThat(claim(REQUEST, "ord_2"))
        .isInstanceOfSatisfying(
            Claim.Replay.class,
            replay -> {
              assertThat(replay.answer().status()).isEqualTo(201);
              assertThat(replay.answer().body()).isEqualTo(ANSWER.body());
              assertThat(replay.answer().contentType()).isEqualTo(ANSWER.contentType());
              assertThat(replay.answer().headers())
                  .containsOnly(
                      java.util.Map.entry("Location", "/v1/orders/ord_1"),
                      java.util.Map.entry("Idempotent-Replayed", "true"));
            });
  }

  @Test
  void aRepeatSurvivesARestart() {
    claim(REQUEST, "ord_1");
    idempotency.keep(REQUEST, ANSWER);
    database.close();
    open();

    assertThat(claim(REQUEST, "ord_2")).isInstanceOf(Claim.Replay.class);
  }

  @Test
  void aDeclineIsReplayedAsTheProblemItWas() {
    Answer declined = new Problem(402, "payment-declined", "No.").answer();
    claim(REQUEST, "ord_1");
    idempotency.keep(REQUEST, declined);

    assertThat(claim(REQUEST, "ord_2"))
        .isInstanceOfSatisfying(
            Claim.Replay.class,
            replay -> {
              assertThat(replay.answer().contentType()).isEqualTo(Problem.MEDIA_TYPE);
              assertThat(new String(replay.answer().body(), StandardCharsets.UTF_8))
                  .contains("payment-declined");
            });
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefused() {
    claim(REQUEST, "ord_1");

    assertThatThrownBy(() -> claim(new KeyedRequest("key_1", "k", "another"), "ord_2"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.code()).isEqualTo("idempotency-key-reused");
            });
  }

  @Test
  void theSameKeyOfAnotherOwnerIsAnotherKey() {
    claim(REQUEST, "ord_1");

    assertThat(claim(new KeyedRequest("key_2", "k", "another"), "ord_2"))
        .isEqualTo(new Claim.Fresh());
  }

  @Test
  void whileARequestLivesItsKeyIsInUse() {
    Idempotency.Held held = idempotency.hold(REQUEST);

    assertThatThrownBy(() -> idempotency.hold(REQUEST))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(409);
              assertThat(problem.code()).isEqualTo("idempotency-key-in-use");
              assertThat(problem.answer().headers()).containsEntry("Retry-After", "1");
            });
    try (Idempotency.Held others = idempotency.hold(new KeyedRequest("key_2", "k", "x"))) {
      assertThat(others).isNotNull();
    }
    held.close();
    idempotency.hold(REQUEST).close();
  }

  @Test
  void afterACrashARepeatAttachesToWhatTheFirstMade() {
    claim(REQUEST, "ord_1");

    assertThat(claim(REQUEST, "ord_2")).isEqualTo(new Claim.Attach("ord_1"));
  }

  @Test
  void aTransactionThatFailsLeavesTheKeyFree() {
    assertThatThrownBy(() ->
            database.change(tx -> {
              Claim unused = idempotency.claim(tx, REQUEST, "ord_1");
              throw new Problem(409, "out-of-stock", "None left.");
            }))
        .isInstanceOf(Problem.class);

    assertThat(claim(new KeyedRequest("key_1", "k", "another"), "ord_2"))
        .isEqualTo(new Claim.Fresh());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 402})
  void anAnswerThatCameOfWorkDoneIsKept(int status) {
    claim(REQUEST, "ord_1");
    idempotency.keep(REQUEST, Answer.json(status, Json.object()));

    assertThat(claim(REQUEST, "ord_2")).isInstanceOf(Claim.Replay.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 409, 413, 415, 422, 429, 500, 503})
  void anAnswerThatARepeatMayBetterIsNot(int status) {
    claim(REQUEST, "ord_1");
    idempotency.keep(REQUEST, Answer.json(status, Json.object()));

    assertThat(claim(REQUEST, "ord_2")).isEqualTo(new Claim.Attach("ord_1"));
  }

  @Test
  void theFirstAnswerStaysTheAnswer() {
    claim(REQUEST, "ord_1");
    idempotency.keep(REQUEST, ANSWER);
    idempotency.keep(REQUEST, Answer.json(202, Json.object()));

    assertThat(claim(REQUEST, "ord_2"))
        .isInstanceOfSatisfying(
            Claim.Replay.class, replay -> assertThat(replay.answer().status()).isEqualTo(201));
  }

  @Test
  void aKeyIsRememberedForADayAndThenFree() {
    claim(REQUEST, "ord_1");
    idempotency.keep(REQUEST, ANSWER);

    clock.advance(Duration.ofHours(24).minusMillis(1));
    assertThat(claim(REQUEST, "ord_2")).isInstanceOf(Claim.Replay.class);

    clock.advance(Duration.ofMillis(1));
    assertThat(claim(new KeyedRequest("key_1", "k", "another"), "ord_3"))
        .isEqualTo(new Claim.Fresh());
    assertThat(claim(new KeyedRequest("key_1", "k", "another"), "ord_4"))
        .isEqualTo(new Claim.Attach("ord_3"));
  }

  @Test
  void keysPastTheirDayAreForgottenAFewAtATime() {
    for (int i = 0; i < 5; i++) {
      claim(new KeyedRequest("key_1", "old" + i, "f"), "ord_" + i);
    }
    clock.advance(Duration.ofHours(24));
    claim(REQUEST, "ord_9");

    assertThat(idempotency.forgetExpired(3)).isEqualTo(3);
    assertThat(idempotency.forgetExpired(3)).isEqualTo(2);
    assertThat(idempotency.forgetExpired(3)).isZero();
    assertThat(claim(REQUEST, "ord_10")).isEqualTo(new Claim.Attach("ord_9"));
  }

  @Test
  void workOfOneTransactionIsDoneOnceAndItsAnswerKeptWithIt() {
    AtomicInteger done = new AtomicInteger();

    Answer first = idempotency.once(REQUEST, "sku", tx -> counted(done));
    Answer second = idempotency.once(REQUEST, "sku", tx -> counted(done));

    assertThat(done).hasValue(1);
    assertThat(first.headers()).isEmpty();
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).containsEntry("Idempotent-Replayed", "true");
  }

  @Test
  void workThatFailsLeavesNeitherTheKeyNorItsHoldBehind() {
    assertThatThrownBy(() ->
            idempotency.once(
                REQUEST,
                "sku",
                tx -> {
                  throw new Problem(422, "stock-below-zero", "No.");
                }))
        .isInstanceOf(Problem.class);

    assertThat(idempotency.once(REQUEST, "sku", tx -> ANSWER).status()).isEqualTo(201);
  }

  private static Answer counted(AtomicInteger done) {
    return Answer.json(200, Json.object().put("done", done.incrementAndGet()));
  }

  private Claim claim(KeyedRequest request, String resource) {
    return database.write(tx -> idempotency.claim(tx, request, resource));
  }
}
