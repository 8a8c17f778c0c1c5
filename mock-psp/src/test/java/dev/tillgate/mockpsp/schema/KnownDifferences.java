package dev.tillgate.mockpsp.schema;

import java.util.Map;

/**
 * Where this provider's answers differ from Stripe's samples and schema, each with its reason. The
 * only such place: what is not listed here fails the test that meets it.
 */
final class KnownDifferences {
  /** Keys of a sample that our object of that kind does not have, as {@code kind.path.to.key}. */
  static final Map<String, String> ABSENT =
      Map.of(
          "charge.refunds", "only when expanded, since Stripe's 2022-11-15",
          "charge.payment_method_details.card", "only if a card paid; else its own type is there",
          "payment_method.card", "only if it is a card; else its own type is there",
          "payment_intent.managed_payments", "only with Stripe as merchant of record");

  /**
   * Words that Stripe's API has taken since the schema of 2023-08-16, each with the word that
   * schema has in its place.
   */
  static final Map<String, String> NEWER =
      Map.of(
          // Changelog 2025-03-31.basil: "expired" replaces "automatic" when an authorization ends.
          "\"cancellation_reason\":\"expired\"", "\"cancellation_reason\":\"automatic\"");

  private KnownDifferences() {}
}
