package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbackStoreTest {
  private static final Callback.Outcome PROCESSED =
      new Callback.Outcome(Callback.State.PROCESSED, null, null, Checks.NONE);
  private static final Callback.Outcome DEFERRED =
      new Callback.Outcome(Callback.State.DEFERRED, "payment-not-known", null, Checks.NONE);

  @TempDir Path directory;
  private final Instant now = new SteppedClock().instant();
  private final CallbackStore store = new CallbackStore();
  private final Callback callback =
      new Callback(
          "cb_1",
          new Callback.Origin(
              "stripe", "evt_1", "payment_intent.succeeded", "pi_1", Channel.CALLBACK),
          Callback.Envelope.NONE,
          Callback.State.RECEIVED,
          0,
          Checks.NONE,
          new byte[] {1});
  private Database database;

  @BeforeEach
  void open() {
    database = TestStore.in(directory);
    database.write(tx -> store.insert(tx, callback, now));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTryThatComesLateDoesNotReopenWhatIsSettled() {
    database.write(tx -> store.settle(tx, callback, PROCESSED, null, now));

    boolean late =
        database.write(tx -> store.settle(tx, callback, DEFERRED, now.plusSeconds(1), now));

    assertThat(late).isFalse();
    assertThat(found().state()).isEqualTo(Callback.State.PROCESSED);
    assertThat(database.read(store::nextDue)).isEmpty();
  }

  @Test
  void aSettledCallbackIsNotTakenBack() {
    database.write(tx -> store.settle(tx, callback, PROCESSED, null, now));

    boolean reopened = database.write(tx -> store.reopen(tx, "cb_1"));

    assertThat(reopened).isFalse();
    assertThat(found().state()).isEqualTo(Callback.State.PROCESSED);
  }

  @Test
  void onlyWhatWaitsForItIsMadeDueAndNeverLater() {
    Instant due = now.plus(Duration.ofHours(1));
    database.write(tx -> store.settle(tx, callback, DEFERRED, due, now));

    database.change(tx -> store.makeDue(tx, "pi_2", now));
    assertThat(database.read(store::nextDue)).contains(due);
    database.change(tx -> store.makeDue(tx, "pi_1", now));
    assertThat(database.read(store::nextDue)).contains(now);
    database.change(tx -> store.makeDue(tx, "pi_1", now.plusSeconds(9)));
    assertThat(database.read(store::nextDue)).contains(now);
  }

  private Callback found() {
    return database.read(tx -> store.find(tx, "cb_1")).orElseThrow();
  }
}
