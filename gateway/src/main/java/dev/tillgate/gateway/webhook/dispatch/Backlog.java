package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Knows when each endpoint's next delivery in the store is due, so that nobody has to ask it. Told
 * by commit hooks, in the order of the commits; too early costs one look, too late would cost the
 * wait for the safety poll. Thread-safe.
 */
final class Backlog {
  private final Map<EndpointId, Instant> nextDue = new ConcurrentHashMap<>();
  private final Set<EndpointId> asked = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Instant> sleepingUntil = new AtomicReference<>(Instant.MAX);
  private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});

  /** From when an endpoint can take deliveries; empty when only something else's end can say. */
  @FunctionalInterface
  interface Openings {
    /**
     * When it can take them.
     *
     * @param asked whether a person may have asked for one of them
     */
    Optional<Instant> opensAt(EndpointId endpoint, boolean asked);
  }

  /** Sets what ends the sleep of whoever asked {@link #sleepUntil}. */
  void wakes(Runnable sleeper) {
    wake.set(sleeper);
  }

  /** Something of the endpoint is due then. */
  void dueAt(EndpointId endpoint, Instant instant) {
    nextDue.merge(endpoint, instant, (known, fresh) -> fresh.isBefore(known) ? fresh : known);
    lookAgain(instant);
  }

  /** Something of the endpoint that a person asked for may be due: look even behind its breaker. */
  void asked(EndpointId endpoint, Instant now) {
    asked.add(endpoint);
    dueAt(endpoint, now);
  }

  /** The endpoint is being looked at; what is told from now on is newer than the look. */
  void forget(EndpointId endpoint) {
    asked.remove(endpoint);
    nextDue.remove(endpoint);
  }

  /** The endpoints with something due that can take it. */
  List<EndpointId> due(Instant now, Openings openings) {
    return nextDue.keySet().stream()
        .filter(
            endpoint -> effective(endpoint, openings).filter(due -> !due.isAfter(now)).isPresent())
        .toList();
  }

  /**
   * When to look next; something nearer ends the sleep.
   *
   * @param otherReason when there is something to do besides, at the latest
   */
  Instant sleepUntil(Supplier<Instant> otherReason, Openings openings) {
    // Open-ended while it is computed: a hook that comes meanwhile ends the sleep before it began.
    sleepingUntil.set(Instant.MAX);
    Instant latest = otherReason.get();
    Instant until =
        nextDue.keySet().stream()
            .flatMap(endpoint -> effective(endpoint, openings).stream())
            .filter(latest::isAfter)
            .min(Instant::compareTo)
            .orElse(latest);
    sleepingUntil.set(until);
    return until;
  }

  private Optional<Instant> effective(EndpointId endpoint, Openings openings) {
    Optional<Instant> due = Optional.ofNullable(nextDue.get(endpoint));
    Optional<Instant> opens = openings.opensAt(endpoint, asked.contains(endpoint));
    return due.flatMap(
        instant -> opens.map(opening -> opening.isAfter(instant) ? opening : instant));
  }

  /** The endpoint can take more: look again if anything waits for that. */
  void roomFor(EndpointId endpoint) {
    Optional.ofNullable(nextDue.get(endpoint)).ifPresent(this::lookAgain);
  }

  /** There is a reason to look then. */
  void lookAgain(Instant instant) {
    if (instant.isBefore(sleepingUntil.get())) {
      wake.get().run();
    }
  }
}
