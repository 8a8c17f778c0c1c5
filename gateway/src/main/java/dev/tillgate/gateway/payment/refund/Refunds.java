package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Refunds to be made: written down in the caller's transaction, sent by the worker after it. If
 * this process dies in between, recovery finds them due.
 */
public final class Refunds {
  private final RefundStore store;
  private final RefundBook book;
  private final RefundSchedule schedule;
  private final Consumer<RefundId> worker;
  private final Ids ids;
  private final InstantSource clock;

  Refunds(
      RefundStore store,
      RefundBook book,
      RefundSchedule schedule,
      Consumer<RefundId> worker,
      Ids ids,
      InstantSource clock) {
    this.store = store;
    this.book = book;
    this.schedule = schedule;
    this.worker = worker;
    this.ids = ids;
    this.clock = clock;
  }

  /** A new id for a refund about to be asked for. */
  public RefundId nextId() {
    return new RefundId(ids.next(RefundId.PREFIX));
  }

  /**
   * Writes down a refund somebody asked for. Empty, and nothing done, when it is more than remains
   * of the money: what is back or on its way counts, so two at once are never too much together.
   *
   * @param amountMinor at least 1
   */
  public Optional<Refund> request(
      Tx tx, RefundId id, Captured captured, long amountMinor, Optional<String> reason) {
    Refund.Wish wish = new Refund.Wish(amountMinor, Origin.REQUESTED, reason);
    return open(tx, id, captured, wish, "asked for");
  }

  /**
   * Everything not yet back or on its way goes back, without anybody asking. False, and nothing
   * done, when there is nothing left.
   */
  public boolean giveBack(Tx tx, Captured captured, String cause) {
    long rest = store.totals(tx, captured.paymentId()).remainingOf(captured.amountMinor());
    Refund.Wish wish = new Refund.Wish(rest, Origin.AUTOMATIC, Optional.empty());
    return rest > 0 && open(tx, nextId(), captured, wish, cause).isPresent();
  }

  private Optional<Refund> open(
      Tx tx, RefundId id, Captured captured, Refund.Wish wish, String cause) {
    Instant now = clock.instant();
    Refund draft =
        new Refund(
            id,
            captured,
            RefundState.CREATED,
            wish,
            new Refund.AtProvider(Optional.empty(), Optional.empty()),
            new Refund.Schedule(
                0, Optional.of(schedule.recovery(now)), Optional.empty(), now, now));
    if (!book.open(tx, draft, cause)) {
      return Optional.empty();
    }
    tx.afterCommit(() -> worker.accept(id));
    return Optional.of(draft);
  }
}
