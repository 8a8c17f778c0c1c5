package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls about refunds, and a line in the log for each when it is over. */
final class RefundCalls {
  private static final Logger log = LoggerFactory.getLogger(RefundCalls.class);

  private final Psp psp;
  private final InstantSource clock;

  RefundCalls(Psp psp, InstantSource clock) {
    this.psp = psp;
    this.clock = clock;
  }

  /** Makes the refund, or learns of the one its key has made before. */
  PspAnswer<ProviderRefund> create(Refund refund) {
    Captured captured = refund.captured();
    Psp.NewRefund wanted =
        new Psp.NewRefund(
            captured.providerPaymentId(),
            refund.wish().amountMinor(),
            refund.wish().reason(),
            Map.of(
                "order_id", captured.orderId().value(),
                "payment_id", captured.paymentId().value(),
                "refund_id", refund.id().value()));
    return called("create", captured, () -> psp.refund(wanted, refund.key()));
  }

  PspAnswer<ProviderRefund> retrieve(Refund refund) {
    String id = refund.atProvider().id().orElseThrow();
    return called("retrieve", refund.captured(), () -> psp.retrieveRefund(id));
  }

  /** Every refund of the money there is, whoever made it. */
  PspAnswer<List<ProviderRefund>> list(Captured captured) {
    return called("list", captured, () -> psp.refundsOf(captured.providerPaymentId()));
  }

  private <T> PspAnswer<T> called(
      String operation, Captured captured, Supplier<PspAnswer<T>> call) {
    Instant started = clock.instant();
    PspAnswer<T> answer = call.get();
    log.info(
        "refund.called order={} operation={} ms={} outcome={}",
        captured.orderId(),
        operation,
        Duration.between(started, clock.instant()).toMillis(),
        outcome(answer));
    return answer;
  }

  private static <T> String outcome(PspAnswer<T> answer) {
    return switch (answer) {
      case PspAnswer.Told<T> told ->
          told.what() instanceof ProviderRefund refund
              ? refund.outcome().status().name().toLowerCase(Locale.ROOT)
              : "told";
      case PspAnswer.NotSent<T> notSent -> "not_sent(" + notSent.reason() + ")";
      case PspAnswer.Unknown<T> unknown -> "unknown(" + unknown.reason() + ")";
      case PspAnswer.Refused<T> refused -> "refused(" + refused.code() + ")";
    };
  }
}
