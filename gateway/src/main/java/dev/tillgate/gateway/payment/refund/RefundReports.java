package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of refunds as the provider shows them, whoever made them and whoever brings the news.
 * Each is known by the provider's id of it, never by its payment, so the same news twice, late or
 * out of order has one effect.
 */
public final class RefundReports {
  private final RefundStore store;
  private final RefundBook book;
  private final RefundSchedule schedule;
  private final Ids ids;
  private final InstantSource clock;

  RefundReports(
      RefundStore store, RefundBook book, RefundSchedule schedule, Ids ids, InstantSource clock) {
    this.store = store;
    this.book = book;
    this.schedule = schedule;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes note of a refund of this money; one we do not know was made at the provider.
   *
   * @param cause who says so, for a person
   * @return empty when it changed something, else why not: {@code same-state}, {@code stale}
   */
  public Optional<String> take(Tx tx, Captured captured, ProviderRefund told, String cause) {
    Optional<Refund> known =
        store.byProviderId(tx, captured.provider(), told.id()).or(() -> ours(tx, captured, told));
    if (known.isEmpty()) {
      book.enter(tx, made(captured, told), "made at the provider, says " + cause);
      return Optional.empty();
    }
    return move(tx, known.get(), told, cause);
  }

  /** Ours whose answer we never saw: named in the metadata, and nothing speaks against it. */
  private Optional<Refund> ours(Tx tx, Captured captured, ProviderRefund told) {
    return Optional.ofNullable(told.metadata().get("refund_id"))
        .filter(id -> id.startsWith(RefundId.PREFIX + "_"))
        .flatMap(id -> store.find(tx, new RefundId(id)))
        .filter(refund -> refund.atProvider().id().isEmpty())
        .filter(refund -> refund.captured().paymentId().equals(captured.paymentId()))
        .filter(refund -> refund.wish().amountMinor() == told.amountMinor());
  }

  private Optional<String> move(Tx tx, Refund refund, ProviderRefund told, String cause) {
    RefundState next = state(told);
    RefundStore.Facts facts =
        new RefundStore.Facts(
            clock.instant(),
            firstLook(next).orElse(null),
            told.id(),
            told.outcome().failureReason().orElse(fallback(next)));
    if (book.move(tx, refund, next, facts, "says " + cause)) {
      return Optional.empty();
    }
    return Optional.of(refund.state() == next ? "same-state" : "stale");
  }

  private Refund made(Captured captured, ProviderRefund told) {
    Instant now = clock.instant();
    RefundState state = state(told);
    return new Refund(
        new RefundId(ids.next(RefundId.PREFIX)),
        captured.atLeast(told.amountMinor()),
        state,
        new Refund.Wish(told.amountMinor(), Origin.PROVIDER, Optional.empty()),
        new Refund.AtProvider(
            Optional.of(told.id()),
            told.outcome().failureReason().or(() -> Optional.ofNullable(fallback(state)))),
        new Refund.Schedule(0, firstLook(state), Optional.empty(), now, now));
  }

  private Optional<Instant> firstLook(RefundState state) {
    return state.isOpen() ? Optional.of(schedule.nextLook(0, clock.instant())) : Optional.empty();
  }

  private static @Nullable String fallback(RefundState state) {
    return state == RefundState.FAILED ? "unknown" : null;
  }

  private static RefundState state(ProviderRefund told) {
    return switch (told.outcome().status()) {
      // What the shopper is asked for, only the provider and the shopper settle.
      case PENDING, REQUIRES_ACTION -> RefundState.PENDING;
      case SUCCEEDED -> RefundState.SUCCEEDED;
      case FAILED -> RefundState.FAILED;
      case CANCELED -> RefundState.CANCELED;
    };
  }
}
