package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.refund.Captured;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** One attempt to pay an order. A snapshot: nothing in it changes. */
public record Payment(
    PaymentId id,
    OrderId orderId,
    PaymentState state,
    Charge charge,
    AtProvider atProvider,
    Schedule schedule) {

  /**
   * What is to be paid, and how.
   *
   * @param attempt counts the attempts of the order, from 1
   * @param amountMinor in minor units of the currency
   * @param method the provider's id of the shopper's payment method
   * @param returnUrl where the provider's page sends the shopper back to
   */
  public record Charge(
      int attempt, long amountMinor, String currency, String method, Optional<String> returnUrl) {}

  /**
   * What the provider told us.
   *
   * @param id its id, once we know it
   * @param declineCode why it was declined, if it was
   * @param redirectUrl the page the shopper must visit, if one
   * @param receivedMinor what came, once we know that it is not what was asked for
   */
  public record AtProvider(
      String provider,
      Optional<String> id,
      Optional<String> declineCode,
      Optional<String> redirectUrl,
      OptionalLong receivedMinor) {}

  /**
   * When we do something about it by ourselves.
   *
   * @param tries how often we did since it reached its state
   * @param dueAt the next time; empty when only the provider can move it
   * @param submittedAt when its keys were first used; empty before
   */
  public record Schedule(int tries, Optional<Instant> dueAt, Optional<Instant> submittedAt) {}

  /** Whether the shopper's money could still come on it, as far as we know. */
  boolean mayStillBePaid() {
    return state.isUnsettled()
        || state.isOpenAtProvider()
        // A declined intent takes another card; one that was never made does not.
        || (state == PaymentState.FAILED && atProvider.id().isPresent());
  }

  /** What came if it succeeded, in minor units: what was asked for unless we know better. */
  long broughtMinor() {
    return atProvider.receivedMinor().orElse(charge.amountMinor());
  }

  /** What it brought if it succeeded, to be refunded; empty while the provider has no id for it. */
  public Optional<Captured> captured() {
    return atProvider
        .id()
        .map(at ->
            new Captured(
                id, orderId, atProvider.provider(), at, broughtMinor(), charge.currency()));
  }

  /** The idempotency key of one operation on this payment; the same for every try. */
  String key(String operation) {
    return id.value() + ':' + operation;
  }
}
