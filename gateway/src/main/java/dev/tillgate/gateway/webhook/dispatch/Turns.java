package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;

/**
 * Whose turn it is: endpoints with something to send, one after the other; those a rate limit holds
 * back stand aside until its time. Guarded by the lock of {@link Lanes}.
 */
final class Turns {
  private final SequencedSet<EndpointId> ready = new LinkedHashSet<>();
  private final Map<EndpointId, Instant> aside = new HashMap<>();

  /** Queues the endpoint behind the others, unless it waits among them already. */
  void add(EndpointId endpoint, Instant notBefore) {
    if (notBefore.equals(Instant.MIN)) {
      aside.remove(endpoint);
      ready.add(endpoint);
    } else if (!ready.contains(endpoint)) {
      aside.put(endpoint, notBefore);
    }
  }

  /** Takes out the first whose time has come and that may begin. */
  Optional<EndpointId> next(Instant now, Predicate<EndpointId> mayBegin) {
    comeBack(now);
    for (Iterator<EndpointId> each = ready.iterator(); each.hasNext(); ) {
      EndpointId endpoint = each.next();
      if (mayBegin.test(endpoint)) {
        each.remove();
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  private void comeBack(Instant now) {
    for (Iterator<Map.Entry<EndpointId, Instant>> each = aside.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<EndpointId, Instant> next = each.next();
      // Further away than a window means that the clock was set back.
      boolean came = !next.getValue().isAfter(now);
      if (came || next.getValue().isAfter(now.plus(RateWindow.WINDOW))) {
        ready.add(next.getKey());
        each.remove();
      }
    }
  }

  /** When the first of those aside comes back; never when there are none. */
  Instant earliest() {
    return aside.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MAX);
  }

  /** Until when a rate limit holds the endpoint back, if one does. */
  Optional<Instant> asideUntil(EndpointId endpoint) {
    return Optional.ofNullable(aside.get(endpoint));
  }

  void remove(EndpointId endpoint) {
    ready.remove(endpoint);
    aside.remove(endpoint);
  }
}
