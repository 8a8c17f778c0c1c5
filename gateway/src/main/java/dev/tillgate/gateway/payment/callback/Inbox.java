package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores each event once and applies it in the same transaction. What cannot be applied yet is
 * deferred with a growing wait, and is dead, waiting for a person, after the last.
 */
final class Inbox {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** The waits before each new try; after the last the callback is dead. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(24));

  private static final int BATCH = 100;

  private final Database database;
  private final CallbackStore store = new CallbackStore();
  private final Ambient ambient;
  private final Alarm alarm;

  Inbox(Database database, Ambient ambient, Alarm alarm) {
    this.database = database;
    this.ambient = ambient;
    this.alarm = alarm;
  }

  /**
   * Takes an event in; on disk when this returns. A second copy changes nothing, however many come
   * at once.
   *
   * @return the verdict, for the log and the counter
   */
  String receive(String provider, Intake.Arrival arrival, byte[] body) {
    Callback callback = row(provider, arrival.id(), arrival.type(), body, arrival.envelope());
    try {
      return database.write(tx -> receive(tx, callback, arrival.effect()));
    } catch (StoreUnavailableException e) {
      throw e; // Nothing is stored; only a 503 makes the provider send it again.
    } catch (RuntimeException e) {
      // A fault of ours must not make the provider send it for three days: keep it and try again
      // ourselves.
      log.error("callback.failed event={} type={}", arrival.id(), arrival.type(), e);
      return database.write(tx -> deferAfter(tx, callback, e));
    }
  }

  /** Keeps a genuine callback nobody can read, dead from the start; the same bytes once. */
  String bury(String provider, byte[] body) {
    String id = "unreadable_" + HexFormat.of().formatHex(sha256(body));
    Callback callback = row(provider, id, "unreadable", body, Callback.Envelope.NONE);
    Callback.Outcome dead = new Callback.Outcome(Callback.State.DEAD, "unreadable", null);
    return database.write(
        tx -> store.insert(tx, callback, now()) ? write(tx, callback, dead, null) : "duplicate");
  }

  private Callback row(
      String provider, String event, String type, byte[] body, Callback.Envelope envelope) {
    String id = ambient.ids().next("cb");
    return new Callback(id, provider, event, type, Callback.State.RECEIVED, 0, body, envelope);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }

  private String receive(Tx tx, Callback callback, Intake.Effect effect) {
    if (!store.insert(tx, callback, now())) {
      return store.differs(tx, callback) ? "duplicate-with-other-body" : "duplicate";
    }
    return settle(tx, callback, effect.on(tx, callback));
  }

  private String deferAfter(Tx tx, Callback callback, RuntimeException failure) {
    store.insert(tx, callback, now());
    return settle(
        tx, callback, new Callback.Outcome(Callback.State.DEFERRED, failed(failure), null));
  }

  /** Tries the deferred callbacks that are due; returns how long none will be. */
  Duration retryDue(Intake.Effect effect) {
    alarm.looking();
    List<Callback> due = database.read(tx -> store.due(tx, now(), BATCH));
    due.forEach(callback -> retry(callback, effect));
    return due.size() == BATCH ? Duration.ZERO : alarm.sleep(database.read(store::nextDue));
  }

  private void retry(Callback callback, Intake.Effect effect) {
    try {
      database.write(tx -> settle(tx, callback, effect.on(tx, callback)));
    } catch (StoreUnavailableException e) {
      throw e; // It stays due.
    } catch (RuntimeException e) {
      log.error("callback.failed id={} type={}", callback.id(), callback.type(), e);
      database.write(tx ->
          settle(tx, callback, new Callback.Outcome(Callback.State.DEFERRED, failed(e), null)));
    }
  }

  /** Writes the outcome down; a deferral past the last wait is the callback's death. */
  private String settle(Tx tx, Callback callback, Callback.Outcome outcome) {
    boolean deferred = outcome.state() == Callback.State.DEFERRED;
    if (deferred && callback.tries() >= WAITS.size()) {
      return giveUp(tx, callback, outcome);
    }
    return write(tx, callback, outcome, deferred ? now().plus(WAITS.get(callback.tries())) : null);
  }

  private String giveUp(Tx tx, Callback callback, Callback.Outcome last) {
    tx.afterCommit(() ->
        log.warn(
            "callback.dead id={} type={} reason={}",
            callback.id(),
            callback.type(),
            last.reason()));
    return write(
        tx,
        callback,
        new Callback.Outcome(Callback.State.DEAD, last.reason(), last.paymentId()),
        null);
  }

  private String write(Tx tx, Callback callback, Callback.Outcome outcome, @Nullable Instant due) {
    if (!store.settle(tx, callback, outcome, due, now())) {
      return "overtaken";
    }
    if (due != null) {
      tx.afterCommit(() -> alarm.dueAt(due));
    }
    return outcome.reason() == null
        ? outcome.state().word()
        : outcome.state().word() + ':' + outcome.reason();
  }

  private static String failed(RuntimeException failure) {
    return "failed: " + failure.getClass().getSimpleName();
  }

  private Instant now() {
    return ambient.clock().instant();
  }
}
