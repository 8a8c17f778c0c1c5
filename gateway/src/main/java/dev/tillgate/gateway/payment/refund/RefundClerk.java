package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what the provider is about to be asked for a refund and what it answered; {@link
 * RefundStep} does the asking in between, outside any transaction. Every step may run twice.
 */
final class RefundClerk {
  private static final String SAYS = "the provider, when asked";

  private final Database database;
  private final RefundStore store;
  private final RefundBook book;
  private final RefundReports reports;
  private final RefundSchedule schedule;
  private final InstantSource clock;

  RefundClerk(
      Database database,
      RefundStore store,
      RefundBook book,
      RefundReports reports,
      RefundSchedule schedule,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.book = book;
    this.reports = reports;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * A refund taken up.
   *
   * @param isFirst whether surely nothing of it has reached the provider yet
   */
  record Begun(Refund refund, boolean isFirst) {}

  /** The refund as it stands, submitted if it was new; empty when it is over. */
  Optional<Begun> begin(RefundId id) {
    return database.write(tx -> {
      Refund refund = store.find(tx, id).orElseThrow();
      if (refund.state() != RefundState.CREATED) {
        return refund.state().isOpen() ? Optional.of(new Begun(refund, false)) : Optional.empty();
      }
      Instant now = clock.instant();
      RefundStore.Facts facts = RefundStore.Facts.at(now, schedule.recovery(now));
      book.move(tx, refund, RefundState.SUBMITTED, facts, "goes to the provider");
      return Optional.of(new Begun(current(tx, refund), true));
    });
  }

  /** Takes note of how the refund stands; false when that is no news. */
  boolean told(Refund refund, ProviderRefund told) {
    return database.write(tx -> reports.take(tx, refund.captured(), told, SAYS).isEmpty());
  }

  /** Takes note of all the refunds of this money that the provider has. */
  void heard(Captured captured, List<ProviderRefund> all) {
    database.change(tx -> all.forEach(one -> reports.take(tx, captured, one, SAYS)));
  }

  /** Whether it is this refund of ours, or has settled it meanwhile. */
  boolean isOf(Refund refund, ProviderRefund told) {
    Refund now = database.read(tx -> current(tx, refund));
    return now.atProvider().id().filter(told.id()::equals).isPresent();
  }

  /** Surely nothing of it ever reached the provider: it is as new. */
  void notSent(Refund refund, PspAnswer.NotSent<?> answer) {
    later(refund, RefundState.CREATED, answer.reason(), answer.retryAfter());
  }

  /** Nobody knows what was done: never failed, and found out later. */
  void unknown(Refund refund, String reason, Optional<Duration> asked) {
    later(refund, RefundState.UNKNOWN, reason, asked);
  }

  /** The provider will not do it however often we ask. */
  void refused(Refund refund, PspAnswer.Refused<?> answer) {
    fail(refund, answer.code(), "the provider refuses it: " + answer.code());
  }

  /** Its key is too old to be used again, and the provider does not have it: it was never made. */
  void giveUp(Refund refund) {
    fail(refund, "never_arrived", "the provider does not have it, and its key has expired");
  }

  boolean keyIsFresh(Refund refund) {
    return schedule.keyIsFresh(refund, clock.instant());
  }

  /** A look brought nothing: the next one. */
  void lookAgain(Refund refund) {
    Instant now = clock.instant();
    database.change(
        tx -> book.postpone(tx, refund, schedule.nextLook(refund.schedule().tries() + 1, now)));
  }

  /** A step failed in a way nobody foresaw: the refund comes due again later, not at once. */
  void putOff(RefundId id) {
    database.change(tx -> {
      Refund refund = store.find(tx, id).orElseThrow();
      if (refund.state().isOpen()) {
        int tries = refund.schedule().tries();
        Instant due = schedule.resend(tries, clock.instant(), Optional.empty());
        book.postpone(tx, refund, due);
      }
    });
  }

  /** Unless news overtook us: what the provider has is not made undone by its refusing more. */
  private void fail(Refund refund, String reason, String cause) {
    database.change(tx -> {
      Refund current = current(tx, refund);
      if (current.state().isUnsettled()) {
        RefundStore.Facts facts = new RefundStore.Facts(clock.instant(), null, null, reason);
        book.move(tx, current, RefundState.FAILED, facts, cause);
      }
    });
  }

  /** Keeps an unsettled refund waiting, unless news overtook us. */
  private void later(Refund refund, RefundState next, String reason, Optional<Duration> asked) {
    database.change(tx -> {
      Refund current = current(tx, refund);
      if (current.state().isUnsettled()) {
        Instant due = schedule.resend(current.schedule().tries(), clock.instant(), asked);
        book.waitAs(tx, current, next, due, reason);
      }
    });
  }

  private Refund current(Tx tx, Refund refund) {
    return store.find(tx, refund.id()).orElseThrow();
  }
}
