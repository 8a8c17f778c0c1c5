package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.http.Params;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as faults look at it.
 *
 * @param path as it was asked for, without a query
 * @param intent the intent it is about, as it was before; empty when there is none yet
 */
public record SeenRequest(String method, String path, Params params, Optional<ObjectNode> intent) {

  /** The method it names, or else the one attached to its intent; a rule never wants "". */
  Optional<String> paymentMethod() {
    return params
        .flat("payment_method")
        .or(() -> intent.map(found -> found.path("payment_method").asString("")));
  }

  /** The value it sends for a key of {@code metadata}, or else the one on its intent. */
  Optional<String> metadata(String key) {
    return params
        .flat("metadata[" + key + "]")
        .or(() -> intent.map(found -> found.path("metadata").path(key).asString("")));
  }
}
