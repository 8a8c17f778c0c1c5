package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.store.Tx;
import tools.jackson.databind.JsonNode;

/** Where the delivery of events tells about itself, by events like any other. */
@FunctionalInterface
public interface Notices {
  /**
   * Publishes the event in the caller's transaction to all who want it but the endpoint it is
   * about: nobody is to be told by what is broken, nor in a circle.
   */
  void publish(Tx tx, String type, EndpointId about, JsonNode data);
}
