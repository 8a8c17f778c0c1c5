package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.callback.scheme.SignedEvent;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.Outbox;
import java.util.Optional;

/**
 * The callbacks of a source nobody here acts on: each is passed on to the shop's own endpoints as
 * an event of type {@code callback.<source>}, in the transaction that stores it. So there is one
 * event for each row of the inbox, however often the callback comes, and a row without its event
 * was put off and is tried again.
 */
final class Forwarding implements Intake {
  /** What the type of every forwarded event starts with. */
  static final String TYPE = "callback.";

  /** Why the inbox is done with it. */
  private static final String REASON = "forwarded";

  private static final int CONTENT_TYPE_MAX = 255;

  private final SignatureVerifier scheme;
  private final Outbox outbox;

  Forwarding(SignatureVerifier scheme, Outbox outbox) {
    this.scheme = scheme;
    this.outbox = outbox;
  }

  @Override
  public Arrival read(Delivery part) {
    SignedEvent event = scheme.event(part);
    Callback.Envelope envelope =
        new Callback.Envelope(
            scheme.repetitionKey(event, part.body()), contentType(part), event.occurredAt());
    return new Arrival(event.id(), event.type(), null, envelope, this::forward, true);
  }

  @Override
  public Effect again(Callback stored) {
    if (stored.type().equals(Inbox.UNREADABLE)) {
      throw new IllegalArgumentException("it never was an event");
    }
    return this::forward;
  }

  private Callback.Outcome forward(Tx tx, Callback stored) {
    outbox.publish(tx, TYPE + stored.provider(), null, ForwardedData.of(stored));
    Checks checks = stored.checks().ofArrival().ok(Check.EVENT).ok(Check.APPLIED);
    return new Callback.Outcome(Callback.State.PROCESSED, REASON, null, checks);
  }

  private static Optional<String> contentType(Delivery part) {
    return part.unsignedHeader("Content-Type").filter(type -> type.length() <= CONTENT_TYPE_MAX);
  }
}
