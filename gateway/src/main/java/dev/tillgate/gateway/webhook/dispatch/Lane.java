package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    Claimed next = queue(allowance, suspectsMay).remove();
    retriedLast.set(next.isRetry());
    enter(next);
    return next;
  }

  private Deque<Claimed> queue(Allowance allowance, boolean suspectsMay) {
    if (suspectsMay && !suspects.isEmpty()) {
      return suspects;
    }
    boolean retry = mayRetry(allowance) && (first.isEmpty() || !retriedLast.get());
    return retry ? retries : first;
  }

  /**
   * Starts the next in the place of one that has arrived and waits to be written. Only one whose
   * send must be counted first: that is written behind the arrival, so no more are on their way
   * than may be. Where a rate or a suspect has to be thought of, a turn is waited for.
   */
  Optional<Claimed> succeed(Claimed arrived, Allowance allowance, Instant now) {
    leave(arrived);
    boolean free =
        suspects.isEmpty() && allowance.perSecond().isEmpty() && mayStart(allowance, false);
    if (free && !queue(allowance, false).element().count().begun()) {
      return Optional.of(start(allowance, false, now));
    }
    enter(arrived);
    return Optional.empty();
  }

  private void enter(Claimed next) {
    inFlight.incrementAndGet();
    retriesInFlight.addAndGet(next.isRetry() ? 1 : 0);
  }

  private void leave(Claimed sent) {
    inFlight.decrementAndGet();
    retriesInFlight.addAndGet(sent.isRetry() ? -1 : 0);
  }

  void finish(Claimed sent) {
    leave(sent);
    settled();
  }

  /** Its place is free; its turn has gone to its successor. */
  void settled() {
    places.decrementAndGet();
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
