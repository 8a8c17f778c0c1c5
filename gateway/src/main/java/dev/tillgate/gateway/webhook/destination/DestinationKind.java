package dev.tillgate.gateway.webhook.destination;

import java.util.Optional;
import java.util.Set;

/**
 * A kind of destination, such as e-mail: named in {@code META-INF/services} of its module, made
 * once at start by its constructor without arguments, and used by many threads at a time. It is
 * made even when no endpoint uses it, so its libraries are to be loaded in {@link #open} and not
 * before.
 */
public interface DestinationKind {
  /**
   * The URL schemes it serves, in lower case, without a colon; never {@code http} nor {@code
   * https}. No two kinds may serve the same: then the gateway does not start.
   */
  Set<String> schemes();

  /**
   * What is wrong with an endpoint that is about to be saved; asked outside any transaction, in the
   * time of a request, so it must not connect anywhere. The URL has one of the schemes, consists of
   * visible ASCII, and has neither userinfo nor fragment nor backslash. The kind checks the rest,
   * and asks {@link Network#refusal} about the host.
   */
  Optional<Objection> objection(EndpointDraft draft, Means means);

  /** Makes what sends; asked once, before the first send of that kind. */
  Destination open(Means means);
}
