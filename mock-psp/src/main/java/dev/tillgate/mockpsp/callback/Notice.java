package dev.tillgate.mockpsp.callback;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event on its way out.
 *
 * @param body the event as the API shows it; each endpoint gets a copy with its own version
 * @param request the request that caused it; null when none did
 */
public record Notice(ObjectNode body, DeliveryMode mode, @Nullable String request) {

  String event() {
    return body.path("id").asString();
  }

  String type() {
    return body.path("type").asString();
  }
}
