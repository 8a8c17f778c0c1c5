package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.PaymentState;
import dev.tillgate.gateway.payment.refund.RefundState;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** States as a list in SQL, taken from the enums, so that a new state is not forgotten here. */
final class Words {
  /** Every state of an order. */
  static final String ORDER = list(OrderState.values(), state -> true, OrderState::word);

  /** Those of an order that is on its way to somewhere else. */
  static final String ORDER_IN_BETWEEN =
      list(OrderState.values(), OrderState::isInBetween, OrderState::word);

  /** Those of a payment that something must still be heard or said of. */
  static final String PAYMENT_OPEN = list(PaymentState.values(), Words::isOpen, PaymentState::word);

  /** Those of a payment only an intent of the provider can have brought it to. */
  static final String PAYMENT_AT_PROVIDER =
      list(PaymentState.values(), Words::isAtProvider, PaymentState::word);

  /** Those of a payment that brought money, be it that it went back since. */
  static final String PAYMENT_CAPTURED =
      list(PaymentState.values(), PaymentState::isCaptured, PaymentState::word);

  /** Those of a refund that is on its way. */
  static final String REFUND_OPEN =
      list(RefundState.values(), RefundState::isOpen, RefundState::word);

  private Words() {}

  private static boolean isOpen(PaymentState state) {
    return state.isUnsettled() || state.isOpenAtProvider();
  }

  private static boolean isAtProvider(PaymentState state) {
    return switch (state) {
      case PROCESSING, REQUIRES_ACTION, AUTHORIZED -> true;
      case SUCCEEDED, REFUND_PENDING, PARTIALLY_REFUNDED, REFUNDED, REFUND_FAILED -> true;
      // A decline or an end can come without an intent, and a review can be about that.
      case CREATED, SUBMITTED, UNKNOWN, FAILED, CANCELED, NEEDS_REVIEW -> false;
    };
  }

  private static <S> String list(S[] states, Predicate<S> which, Function<S, String> word) {
    return Arrays.stream(states)
        .filter(which)
        .map(state -> '\'' + word.apply(state) + '\'')
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
