package dev.tillgate.gateway.payment.refund;

import java.time.Instant;
import java.util.Optional;

/** Some money of a payment that goes back to the shopper. A snapshot: nothing in it changes. */
public record Refund(
    RefundId id,
    Captured captured,
    RefundState state,
    Wish wish,
    AtProvider atProvider,
    Schedule schedule) {

  /**
   * What is wanted.
   *
   * @param amountMinor in minor units of the payment's currency, positive
   * @param reason one of the provider's words, if any
   */
  public record Wish(long amountMinor, Origin origin, Optional<String> reason) {}

  /**
   * What the provider told us.
   *
   * @param id its id, once we know it
   * @param failureReason why it failed, if it did
   */
  public record AtProvider(Optional<String> id, Optional<String> failureReason) {}

  /**
   * When it was and when it will be acted on.
   *
   * @param tries how often we called or looked since it reached its state
   * @param dueAt the next time; empty when it is over
   * @param submittedAt when its key was first used; empty before
   */
  public record Schedule(
      int tries,
      Optional<Instant> dueAt,
      Optional<Instant> submittedAt,
      Instant createdAt,
      Instant updatedAt) {}

  /** The idempotency key under which it is made; the same for every try. */
  String key() {
    return id.value() + ":create";
  }
}
