package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One endpoint's deliveries in memory. First attempts and retries queue apart and take turns, and
 * retries are at most half of what is in flight: neither waits for the other's queue to empty.
 * Suspects, whose send a process did not survive, queue apart too. Guarded by the lock of {@link
 * Lanes}.
 */
final class Lane {
  private final Deque<Claimed> first = new ArrayDeque<>();
  private final Deque<Claimed> retries = new ArrayDeque<>();
  private final Deque<Claimed> suspects = new ArrayDeque<>();
  private final RateWindow window = new RateWindow();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger retriesInFlight = new AtomicInteger();
  private final AtomicInteger places = new AtomicInteger();
  private final AtomicBoolean retriedLast = new AtomicBoolean();

  /** Places taken: reserved, waiting or in flight. */
  int places() {
    return places.get();
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Whether nothing would be lost by forgetting it. */
  boolean isUnused() {
    return places.get() == 0 && window.isEmpty();
  }

  void take(int count) {
    places.addAndGet(count);
  }

  void add(Claimed delivery) {
    if (delivery.isSuspect()) {
      suspects.add(delivery);
    } else {
      (delivery.isRetry() ? retries : first).add(delivery);
    }
  }

  /**
   * Whether something waits that may be in flight besides what is.
   *
   * @param suspectsMay whether no suspect is in flight anywhere
   */
  boolean mayStart(Allowance allowance, boolean suspectsMay) {
    return inFlight.get() < allowance.inFlight()
        && (!first.isEmpty() || mayRetry(allowance) || (suspectsMay && !suspects.isEmpty()));
  }

  private boolean mayRetry(Allowance allowance) {
    return !retries.isEmpty() && retriesInFlight.get() < Math.max(1, allowance.inFlight() / 2);
  }

  /** The earliest time at which the rate limit lets another send begin. */
  Instant opensAt(Allowance allowance, Instant now) {
    return allowance.perSecond().isPresent()
        ? window.opensAt(allowance.perSecond().getAsInt(), now)
        : Instant.MIN;
  }

  /** The next of those that wait; only after {@link #mayStart} with the same arguments. */
  Claimed start(Allowance allowance, boolean suspectsMay, Instant now) {
    allowance.perSecond().ifPresent(limit -> window.begin(limit, now));
    inFlight.incrementAndGet();
    Claimed next = queue(allowance, suspectsMay).remove();
    retriedLast.set(next.isRetry());
    if (next.isRetry()) {
      retriesInFlight.incrementAndGet();
    }
    return next;
  }

  private Deque<Claimed> queue(Allowance allowance, boolean suspectsMay) {
    if (suspectsMay && !suspects.isEmpty()) {
      return suspects;
    }
    boolean retry = mayRetry(allowance) && (first.isEmpty() || !retriedLast.get());
    return retry ? retries : first;
  }

  void finish(Claimed sent) {
    inFlight.decrementAndGet();
    places.decrementAndGet();
    if (sent.isRetry()) {
      retriesInFlight.decrementAndGet();
    }
  }

  /** Whether the delivery is here and its send has not begun. */
  boolean waits(DeliveryId delivery) {
    return Stream.of(first, retries, suspects)
        .flatMap(Deque::stream)
        .anyMatch(claimed -> claimed.id().equals(delivery));
  }

  /** Takes out everything that waits, and frees its places. */
  List<Claimed> drain() {
    List<Claimed> drained = new ArrayList<>();
    for (Deque<Claimed> queue : List.of(first, retries, suspects)) {
      drained.addAll(queue);
      queue.clear();
    }
    places.addAndGet(-drained.size());
    return drained;
  }
}
