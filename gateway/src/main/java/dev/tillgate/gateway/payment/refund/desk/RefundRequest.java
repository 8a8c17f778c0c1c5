package dev.tillgate.gateway.payment.refund.desk;

import dev.tillgate.gateway.platform.http.Fields;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A refund as it was asked for; everything in it is well-formed.
 *
 * @param amountMinor how much; all that remains when empty
 * @param reason one of the words the provider knows, if given
 */
record RefundRequest(OptionalLong amountMinor, Optional<String> reason) {
  private static final long AMOUNT_MAX = 99_999_999; // Stripe takes eight digits.
  private static final int REASON_MAX = 30;
  private static final Set<String> REASONS =
      Set.of("duplicate", "fraudulent", "requested_by_customer");

  /** The body of {@code POST /v1/orders/{id}/refunds}. */
  static RefundRequest read(JsonNode body) {
    Fields fields = Fields.of(body, "amount", "reason");
    Optional<String> reason = fields.optionalText("reason", REASON_MAX);
    if (reason.isPresent() && !REASONS.contains(reason.get())) {
      throw fields.problem("reason", "must be duplicate, fraudulent or requested_by_customer");
    }
    return new RefundRequest(fields.optionalInteger("amount", 1, AMOUNT_MAX), reason);
  }
}
