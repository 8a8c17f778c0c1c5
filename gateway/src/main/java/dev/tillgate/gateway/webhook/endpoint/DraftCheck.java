package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import dev.tillgate.gateway.webhook.destination.Objection;
import java.util.Optional;

/** Says whether anything can be sent to an endpoint as it would be saved. Thread-safe. */
@FunctionalInterface
public interface DraftCheck {
  /** What is wrong with it; empty when nothing is. Connects nowhere. */
  Optional<Objection> objection(EndpointDraft draft);
}
