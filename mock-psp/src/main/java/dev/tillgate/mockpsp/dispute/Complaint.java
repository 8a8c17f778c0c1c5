package dev.tillgate.mockpsp.dispute;

import dev.tillgate.mockpsp.method.Aftermath;
import java.util.Optional;

/**
 * What a cardholder tells the bank, in the words of Stripe and of Visa.
 *
 * @param caseType {@code chargeback}, which takes the money, or {@code inquiry}, which only asks
 */
record Complaint(String caseType, String reason, String networkReasonCode, String status) {
  private static final String CHARGEBACK = "chargeback";
  private static final String NEEDS_RESPONSE = "needs_response";

  /** What follows a payment; empty when the cardholder is content. */
  static Optional<Complaint> after(Aftermath aftermath) {
    return switch (aftermath) {
      case NONE, REFUND_PENDS, REFUND_FAILS -> Optional.empty();
      case DISPUTED_AS_FRAUDULENT ->
          Optional.of(new Complaint(CHARGEBACK, "fraudulent", "10.4", NEEDS_RESPONSE));
      case DISPUTED_AS_NOT_RECEIVED ->
          Optional.of(new Complaint(CHARGEBACK, "product_not_received", "13.1", NEEDS_RESPONSE));
      case INQUIRED ->
          Optional.of(new Complaint("inquiry", "general", "10.4", "warning_needs_response"));
    };
  }

  /** Whether the shop may still refund: after an inquiry it should, a chargeback has done it. */
  boolean leavesRefundable() {
    return !caseType.equals(CHARGEBACK);
  }
}
