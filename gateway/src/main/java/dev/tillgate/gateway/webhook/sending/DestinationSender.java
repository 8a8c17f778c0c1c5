package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.destination.Destination;
import dev.tillgate.gateway.webhook.destination.DestinationKind;
import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import dev.tillgate.gateway.webhook.destination.Means;
import dev.tillgate.gateway.webhook.destination.Notice;
import dev.tillgate.gateway.webhook.destination.Objection;
import dev.tillgate.gateway.webhook.destination.Outcome;
import dev.tillgate.gateway.webhook.endpoint.EndpointSettings;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by a kind of destination from a module, which it opens for the first message. Whatever goes
 * wrong in somebody else's code is one failed attempt.
 */
public final class DestinationSender implements Sender {
  private static final Logger log = LoggerFactory.getLogger(DestinationSender.class);
  private static final int TEXT_MAX = 1 << 10;

  private final DestinationKind kind;
  private final Means means;
  private final Object lock = new Object();
  private final Slot slot = new Slot();

  /** Guarded by the lock. */
  private static final class Slot {
    private @Nullable Destination destination;
    private boolean closed;
  }

  public DestinationSender(DestinationKind kind, Means means) {
    this.kind = kind;
    this.means = means;
  }

  Set<String> schemes() {
    return kind.schemes();
  }

  Optional<Objection> objection(EndpointDraft draft) {
    return kind.objection(draft, means);
  }

  @Override
  public Reply send(Message message) {
    try {
      Optional<Destination> destination = destination();
      return destination
          .map(found -> reply(found.send(notice(message))))
          .orElseGet(Reply.Interrupted::new);
    } catch (RuntimeException | LinkageError e) {
      log.error("delivery.module_broke kind={} event={}", kind.getClass(), message.id(), e);
      return new Reply.Unanswered("the module failed to send: " + e);
    }
  }

  private Optional<Destination> destination() {
    synchronized (lock) {
      if (slot.destination == null && !slot.closed) {
        slot.destination = kind.open(means);
      }
      return slot.closed ? Optional.empty() : Optional.ofNullable(slot.destination);
    }
  }

  private static Notice notice(Message message) {
    EndpointSettings settings = message.target().endpoint().settings();
    return new Notice(
        message.id().value(),
        Json.parse(message.payload()).path("type").asString(),
        message.payload(),
        settings.url(),
        settings.wire().headers(),
        message.at());
  }

  private static Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Taken(String answer) -> new Reply.Taken(start(answer));
      case Outcome.Failed(String reason) -> new Reply.Unanswered(start(reason));
      case Outcome.Rejected(String reason) -> new Reply.Rejected(start(reason));
      case Outcome.Refused(String reason) -> new Reply.Refused(start(reason));
      case Outcome.Interrupted interrupted -> new Reply.Interrupted();
    };
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), TEXT_MAX));
  }

  @Override
  public void close() {
    Optional<Destination> open;
    synchronized (lock) {
      slot.closed = true;
      open = Optional.ofNullable(slot.destination);
    }
    open.ifPresent(Destination::close);
  }
}
