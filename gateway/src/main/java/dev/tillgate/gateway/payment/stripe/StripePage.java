package dev.tillgate.gateway.payment.stripe;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One page of a list, newest first as Stripe gives it (Stripe API reference, "Pagination").
 *
 * @param more whether the list goes on in the direction that was asked for
 */
record StripePage(List<JsonNode> data, boolean more) {
  static StripePage parse(StripeObject list) {
    JsonNode data = list.node().path("data");
    if (!data.isArray()) {
      throw new IllegalArgumentException("'data' is not a list");
    }
    return new StripePage(List.copyOf(data.values()), list.flag("has_more"));
  }

  /** The id of the newest; empty for an empty page, or one whose first object has none. */
  Optional<String> newest() {
    return data.isEmpty() ? Optional.empty() : id(data.getFirst());
  }

  /** The id of the oldest. */
  Optional<String> oldest() {
    return data.isEmpty() ? Optional.empty() : id(data.getLast());
  }

  static Optional<String> id(JsonNode object) {
    return Optional.of(object.path("id").asString("")).filter(id -> !id.isEmpty());
  }
}
