package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries in memory: a queue for each endpoint, endpoints in turn, so that one that hangs
 * costs the others nothing. Bounded: whoever brings a delivery has reserved its place; what little
 * is left of sends is for those that have least. Thread-safe; blocks for no more than its lock.
 */
final class Lanes {
  private final Bounds bounds;
  private final Function<EndpointId, Allowance> allowanceOf;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<EndpointId, Lane> lanes = new HashMap<>();
  private final Turns turns = new Turns();
  private final Room room;
  private final Sends sends = new Sends(lock.newCondition());

  Lanes(Bounds bounds, Function<EndpointId, Allowance> allowanceOf, InstantSource clock) {
    this.bounds = bounds;
    this.room = new Room(bounds.inMemory());
    this.allowanceOf = allowanceOf;
    this.clock = clock;
  }

  /** Reserves a place for a fresh delivery, if there is one. */
  boolean reserve(EndpointId endpoint) {
    return locked(() -> take(endpoint, room.fresh(allowanceOf.apply(endpoint), here(endpoint))))
        == 1;
  }

  /** Reserves as many places as there are for a batch read back; 0 unless it is worth it. */
  int reserveBatch(EndpointId endpoint) {
    return locked(() -> take(endpoint, batch(endpoint)));
  }

  /** Whether {@link #reserveBatch} would find room. */
  boolean hasRoom(EndpointId endpoint) {
    return locked(() -> batch(endpoint) > 0);
  }

  /** Gives back places that were reserved and not used. */
  void unreserve(EndpointId endpoint, int count) {
    locked(() -> {
      take(endpoint, -count);
      forgetIfUnused(endpoint);
      return null;
    });
  }

  /** Queues deliveries whose places are reserved; after {@link #stop} it hands them back. */
  List<Claimed> add(List<Claimed> deliveries) {
    return locked(() -> {
      for (Claimed delivery : deliveries) {
        lane(delivery.endpointId()).add(delivery);
        turnIfReady(delivery.endpointId());
      }
      return room.isClosed() ? stop() : List.of();
    });
  }

  /** The next delivery whose turn it is; {@link #finished} must follow. */
  Optional<Claimed> next() {
    return locked(() -> {
      Optional<Claimed> next = Optional.empty();
      while (next.isEmpty() && !room.isClosed() && sends.count() < bounds.inFlight()) {
        Optional<EndpointId> endpoint = turns.next(clock.instant(), this::mayBegin);
        if (endpoint.isEmpty()) {
          break;
        }
        next = start(endpoint.get());
      }
      return next;
    });
  }

  private boolean mayBegin(EndpointId endpoint) {
    return !bounds.busy(sends.count()) || lane(endpoint).inFlight() == 0;
  }

  /** Empty when its allowance shrank while it waited for its turn. */
  private Optional<Claimed> start(EndpointId endpoint) {
    Allowance allowance = allowanceOf.apply(endpoint);
    Lane lane = lane(endpoint);
    if (!lane.mayStart(allowance, sends.suspectMay())) {
      return Optional.empty();
    }
    Claimed next = lane.start(allowance, sends.suspectMay(), clock.instant());
    sends.begin(next);
    turnIfReady(endpoint);
    return Optional.of(next);
  }

  /**
   * Starts another in the place of one that has arrived, if there is one for that; then {@link
   * #settled} must follow instead of {@link #finished}.
   */
  Optional<Claimed> succeed(Claimed arrived) {
    return locked(() -> {
      EndpointId endpoint = arrived.endpointId();
      boolean free = !room.isClosed() && sends.suspectMay() && !bounds.busy(sends.count());
      Optional<Claimed> next =
          free
              ? lane(endpoint).succeed(arrived, allowanceOf.apply(endpoint), clock.instant())
              : Optional.empty();
      next.ifPresent(sends::begin);
      return next;
    });
  }

  /** What has arrived is settled: its place is free, and its turn was taken before. */
  void settled(Claimed sent) {
    locked(() -> {
      lane(sent.endpointId()).settled();
      room.take(-1);
      sends.end(sent);
      forgetIfUnused(sent.endpointId());
      return null;
    });
  }

  /** The send is over and settled: its place and its turn are free. */
  void finished(Claimed sent) {
    locked(() -> {
      lane(sent.endpointId()).finish(sent);
      room.take(-1);
      sends.end(sent);
      turnIfReady(sent.endpointId());
      forgetIfUnused(sent.endpointId());
      if (sent.isSuspect()) {
        List.copyOf(lanes.keySet()).forEach(this::turnIfReady);
      }
      return null;
    });
  }

  /** The endpoint's allowance may have grown. */
  void allowanceChanged(EndpointId endpoint) {
    locked(() -> {
      turnIfReady(endpoint);
      forgetIfUnused(endpoint);
      return null;
    });
  }

  /** When the next endpoint's turn comes that nothing but a rate limit holds back. */
  Instant nextTurn() {
    return locked(() -> sends.count() < bounds.inFlight() ? turns.earliest() : Instant.MAX);
  }

  /** Until when nothing but its endpoint's rate limit keeps the delivery from being sent. */
  Optional<Instant> heldByRateUntil(EndpointId endpoint, DeliveryId delivery) {
    return locked(() -> {
      Lane lane = lanes.get(endpoint);
      return lane != null && lane.waits(delivery) ? turns.asideUntil(endpoint) : Optional.empty();
    });
  }

  /** Takes out what waits for the endpoint; what is in flight stays. */
  List<Claimed> drain(EndpointId endpoint) {
    return locked(() -> {
      List<Claimed> drained = lane(endpoint).drain();
      room.take(-drained.size());
      turns.remove(endpoint);
      forgetIfUnused(endpoint);
      return drained;
    });
  }

  /** Hands out nothing more, reserves nothing more, and takes out everything that waits. */
  List<Claimed> stop() {
    return locked(() -> {
      room.close();
      List<Claimed> drained = new ArrayList<>();
      List.copyOf(lanes.keySet()).forEach(endpoint -> drained.addAll(drain(endpoint)));
      return drained;
    });
  }

  /** Waits until nothing is in flight; false when that takes longer. */
  boolean awaitIdle(Duration patience) throws InterruptedException {
    return sends.awaitNone(lock, patience);
  }

  /** Deliveries in memory, whether reserved, waiting or in flight. */
  int size() {
    return room.taken();
  }

  int inFlight() {
    return sends.count();
  }

  private int batch(EndpointId endpoint) {
    return room.batch(allowanceOf.apply(endpoint), here(endpoint));
  }

  private int here(EndpointId endpoint) {
    Lane lane = lanes.get(endpoint);
    return lane == null ? 0 : lane.places();
  }

  private int take(EndpointId endpoint, int count) {
    if (count != 0) {
      lane(endpoint).take(count);
      room.take(count);
    }
    return count;
  }

  private void turnIfReady(EndpointId endpoint) {
    Allowance allowance = allowanceOf.apply(endpoint);
    if (lane(endpoint).mayStart(allowance, sends.suspectMay())) {
      turns.add(endpoint, lane(endpoint).opensAt(allowance, clock.instant()));
    }
  }

  private void forgetIfUnused(EndpointId endpoint) {
    if (lane(endpoint).isUnused()) {
      lanes.remove(endpoint);
    }
  }

  private Lane lane(EndpointId endpoint) {
    return lanes.computeIfAbsent(endpoint, unseen -> new Lane());
  }

  private <T extends @Nullable Object> T locked(Supplier<T> change) {
    lock.lock();
    try {
      return change.get();
    } finally {
      lock.unlock();
    }
  }
}
