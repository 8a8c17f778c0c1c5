package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.Outbox;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores each event once and applies it in the same transaction. What cannot be applied yet is
 * tried again: when what it is about becomes known, when it comes due, or when a person says so.
 */
final class Inbox {
  /** The type of what nobody can read. */
  static final String UNREADABLE = "unreadable";

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final int BATCH = 100;
  private static final int AWAITED_MAX = 10_000;

  private final Database database;
  private final Database appends;
  private final CallbackStore store = new CallbackStore();
  private final Awaited awaited = new Awaited();
  private final Ambient ambient;
  private final Alarm alarm;
  private final Outcomes outcomes;

  Inbox(Database database, Outbox outbox, Ambient ambient, Alarm alarm, Metrics metrics) {
    this.database = database;
    this.appends = database.forAppends();
    this.ambient = ambient;
    this.alarm = alarm;
    this.outcomes = new Outcomes(store, outbox, awaited, alarm, ambient.clock(), metrics);
  }

  /** Reads a stored callback again, with the parser of its source. */
  @FunctionalInterface
  interface CallbackReader {
    /**
     * What it is for.
     *
     * @throws IllegalArgumentException when it is no event, saying why
     */
    Intake.Effect read(Callback callback);
  }

  /**
   * Takes an event in; on disk when this returns. A second copy changes nothing, however many come
   * at once.
   *
   * @param checks how it is known to be the provider's
   * @return the verdict, for the log and the counter
   */
  String receive(Callback.Origin origin, Intake.Arrival arrival, Checks checks, byte[] body) {
    Callback callback = fresh(origin, arrival.envelope(), checks, body);
    try {
      Database store = arrival.onlyAdds() ? appends : database;
      return store.write(tx -> receive(tx, callback, arrival.effect()));
    } catch (StoreUnavailableException e) {
      throw e; // Nothing is stored; only a 503 makes the provider send it again.
    } catch (RuntimeException e) {
      // A fault of ours must not make the provider send it for three days: keep it and try again
      // ourselves.
      log.error("callback.failed event={} type={}", origin.eventId(), origin.type(), e);
      return database.write(tx -> {
        store.insert(tx, callback, now());
        return outcomes.settle(tx, callback, failed(callback, e));
      });
    }
  }

  /** The name under which a callback nobody can read is kept: the same bytes once. */
  static String unreadable(byte[] body) {
    return UNREADABLE + '_' + HexFormat.of().formatHex(sha256(body));
  }

  /** Keeps a genuine callback nobody can read under the origin's name, dead from the start. */
  String bury(Callback.Origin origin, Checks checks, String why, byte[] body) {
    Callback callback = fresh(origin, Callback.Envelope.NONE, checks, body);
    return database.write(tx ->
        store.insert(tx, callback, now())
            ? outcomes.settle(tx, callback, unreadable(callback, why))
            : "duplicate");
  }

  /** Which of these events are in it already. */
  Set<String> known(String provider, List<String> eventIds) {
    return database.read(tx -> store.known(tx, provider, eventIds));
  }

  private Callback fresh(
      Callback.Origin origin, Callback.Envelope envelope, Checks checks, byte[] body) {
    return new Callback(
        ambient.ids().next("cb"), origin, envelope, Callback.State.RECEIVED, 0, checks, body);
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
    return outcomes.settle(tx, callback, effect.on(tx, callback));
  }

  /** Learns from the store what the deferred callbacks of a process before this one wait for. */
  void recover() {
    awaited.addAll(database.read(tx -> store.awaited(tx, AWAITED_MAX)));
  }

  /** What callbacks may be about is known now: those that wait for it are due. Never blocks. */
  void arrived(String subject) {
    if (awaited.arrived(subject)) {
      alarm.dueAt(now());
    }
  }

  /** Tries the deferred callbacks that are due; returns how long none will be. */
  Duration retryDue(CallbackReader reader) {
    alarm.looking();
    awaited.takeArrived().forEach(this::makeDue);
    List<Callback> due = database.read(tx -> store.due(tx, now(), BATCH));
    due.forEach(callback -> again(callback, false, reader));
    return due.size() == BATCH ? Duration.ZERO : alarm.sleep(database.read(store::nextDue));
  }

  private void makeDue(String subject) {
    database.change(tx -> store.makeDue(tx, subject, now()));
  }

  /**
   * Applies a deferred or dead callback from the beginning, its tries forgotten; false when it is
   * neither, and nothing is done.
   */
  boolean replay(String id, CallbackReader reader) {
    return database
        .read(tx -> store.find(tx, id))
        .filter(callback -> again(callback, true, reader))
        .isPresent();
  }

  private boolean again(Callback callback, boolean reopen, CallbackReader reader) {
    try {
      return settleAgain(callback, reopen, applying(callback, reader));
    } catch (StoreUnavailableException e) {
      throw e; // It stays as it is.
    } catch (RuntimeException e) {
      log.error("callback.failed id={} type={}", callback.id(), callback.type(), e);
      return settleAgain(callback, reopen, tx -> failed(callback, e));
    }
  }

  private static Function<Tx, Callback.Outcome> applying(Callback callback, CallbackReader reader) {
    try {
      Intake.Effect effect = reader.read(callback);
      return tx -> effect.on(tx, callback);
    } catch (IllegalArgumentException e) {
      return tx -> unreadable(callback, String.valueOf(e.getMessage()));
    }
  }

  private boolean settleAgain(
      Callback callback, boolean reopen, Function<Tx, Callback.Outcome> outcome) {
    return database.write(tx -> {
      if (reopen && !store.reopen(tx, callback.id())) {
        return false;
      }
      outcomes.settle(tx, reopen ? callback.reopened() : callback, outcome.apply(tx));
      return true;
    });
  }

  private static Callback.Outcome failed(Callback callback, RuntimeException failure) {
    String name = failure.getClass().getSimpleName();
    return new Callback.Outcome(
        Callback.State.DEFERRED,
        "failed: " + name,
        null,
        callback.checks().ofArrival().failed(Check.APPLIED, name));
  }

  private static Callback.Outcome unreadable(Callback callback, String why) {
    return new Callback.Outcome(
        Callback.State.DEAD,
        UNREADABLE,
        null,
        callback.checks().ofArrival().failed(Check.EVENT, why));
  }

  private Instant now() {
    return ambient.clock().instant();
  }
}
