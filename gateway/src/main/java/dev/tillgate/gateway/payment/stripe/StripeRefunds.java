package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.provider.ProviderDispute;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads Refunds and Disputes, the same in answers and in callbacks (Stripe API reference, "The
 * Refund object", "The Dispute object").
 */
final class StripeRefunds {
  private static final Pattern ID = Pattern.compile("[a-z]{2,4}_[A-Za-z0-9_]{1,250}");
  private static final Set<String> DECIDED = Set.of("won", "lost", "warning_closed", "prevented");

  private StripeRefunds() {}

  /** Whether this is a refund's id ({@code re_…}, {@code pyr_…}); nothing else gets into a path. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** A page of a list of refunds. */
  record Page(List<ProviderRefund> refunds, boolean hasMore) {}

  /**
   * Reads one refund of an intent.
   *
   * @throws IllegalArgumentException when it is none, or when its status is a word we do not know
   */
  static ProviderRefund parse(StripeObject object) {
    return new ProviderRefund(
        id(object),
        intent(object).orElseThrow(() -> new IllegalArgumentException("'payment_intent' is none")),
        object.integer("amount"),
        object.text("currency"),
        new ProviderRefund.Outcome(status(object), object.optionalText("failure_reason")),
        metadata(object));
  }

  static Page page(StripeObject list) {
    return new Page(
        list.objects("data").stream().map(StripeRefunds::parse).toList(), list.flag("has_more"));
  }

  /**
   * Reads a dispute of an intent.
   *
   * @param over whether the event itself says that it is decided
   */
  static ProviderDispute dispute(StripeObject object, String intent, boolean over) {
    String status = object.text("status");
    return new ProviderDispute(
        id(object),
        intent,
        !over && !DECIDED.contains(status),
        object.node().path("is_charge_refundable").asBoolean(false),
        status,
        object.optionalText("reason").orElse("unknown"));
  }

  /** The intent an object is about; empty for money that came in another way. */
  static Optional<String> intent(StripeObject object) {
    return object.optionalText("payment_intent").filter(StripeIntents::isId);
  }

  private static String id(StripeObject object) {
    String id = object.text("id");
    if (!isId(id)) {
      throw new IllegalArgumentException("'id' is not a refund's or dispute's");
    }
    return id;
  }

  private static ProviderRefund.Status status(StripeObject object) {
    String word = object.text("status");
    return ProviderRefund.Status.of(word)
        .orElseThrow(() -> new IllegalArgumentException("unknown status '" + word + "'"));
  }

  private static Map<String, String> metadata(StripeObject object) {
    Map<String, String> metadata = new HashMap<>();
    object.child("metadata").ifPresent(texts -> texts.copyTexts(metadata));
    return metadata;
  }
}
