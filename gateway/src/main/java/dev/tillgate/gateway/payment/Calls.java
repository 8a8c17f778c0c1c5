package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls about our payments, each under its payment's keys, and a line in the log for each when
 * it is over. Never inside a transaction.
 */
final class Calls {
  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  private final Psp psp;
  private final InstantSource clock;

  Calls(Psp psp, InstantSource clock) {
    this.psp = psp;
    this.clock = clock;
  }

  /** Makes the intent, or learns of the one this payment's key has made before. */
  PspAnswer<Intent> create(Payment payment) {
    Payment.Charge charge = payment.charge();
    Psp.NewIntent intent =
        new Psp.NewIntent(
            charge.amountMinor(),
            charge.currency(),
            charge.method(),
            charge.returnUrl().isPresent(),
            Map.of("order_id", payment.orderId().value(), "payment_id", payment.id().value()));
    return called("create", payment, () -> psp.create(intent, payment.key("create")));
  }

  PspAnswer<Intent> confirm(Payment payment) {
    Payment.Charge charge = payment.charge();
    Psp.Confirmation confirmation =
        new Psp.Confirmation(
            intentOf(payment),
            charge.amountMinor(),
            charge.currency(),
            charge.method(),
            charge.returnUrl());
    return called("confirm", payment, () -> psp.confirm(confirmation, payment.key("confirm")));
  }

  /** Whether the payment was declined in a way that leaves nothing to be canceled. */
  boolean isOver(Payment payment) {
    return payment.state() == PaymentState.FAILED && psp.declinesAreFinal();
  }

  /** Whether {@link #retrieve} can tell anything. */
  boolean canBeAsked() {
    return psp.canBeAsked();
  }

  PspAnswer<Intent> retrieve(Payment payment) {
    String id = intentOf(payment);
    return called("retrieve", payment, () -> psp.retrieve(id));
  }

  /**
   * Cancels the intent.
   *
   * @param tries how often it was tried before. Each has a key of its own: a provider keeps an
   *     error under the key and would repeat it for a day, and canceling twice takes no money.
   */
  PspAnswer<Intent> cancel(Payment payment, int tries) {
    String id = intentOf(payment);
    String key = payment.key(tries == 0 ? "cancel" : "cancel-" + tries);
    return called("cancel", payment, () -> psp.cancel(id, key));
  }

  private static String intentOf(Payment payment) {
    return payment.atProvider().id().orElseThrow();
  }

  private PspAnswer<Intent> called(
      String operation, Payment payment, Supplier<PspAnswer<Intent>> call) {
    Instant started = clock.instant();
    PspAnswer<Intent> answer = call.get();
    log.info(
        "payment.called id={} order={} operation={} ms={} outcome={}",
        payment.id(),
        payment.orderId(),
        operation,
        Duration.between(started, clock.instant()).toMillis(),
        outcome(answer));
    return answer;
  }

  private static String outcome(PspAnswer<Intent> answer) {
    return switch (answer) {
      case PspAnswer.Told<Intent> told -> told.what().status().name().toLowerCase(Locale.ROOT);
      case PspAnswer.NotSent<Intent> notSent -> "not_sent(" + notSent.reason() + ")";
      case PspAnswer.Unknown<Intent> unknown -> "unknown(" + unknown.reason() + ")";
      case PspAnswer.Refused<Intent> refused -> "refused(" + refused.code() + ")";
    };
  }
}
