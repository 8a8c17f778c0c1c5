package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries in memory: a queue for each endpoint, endpoints in turn, so that one that hangs
 * costs the others nothing. Bounded: whoever brings a delivery has reserved its place before.
 * Thread-safe; nothing here blocks for longer than its lock.
 */
final class Lanes {
  private final Bounds bounds;
  private final ToIntFunction<EndpointId> limitOf;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Map<EndpointId, Lane> lanes = new HashMap<>();
  private final SequencedSet<EndpointId> turns = new LinkedHashSet<>();
  private final AtomicInteger places = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * How much is held and sent at a time.
   *
   * @param inMemory deliveries in memory
   * @param inMemoryPerEndpoint of them for one endpoint; fresh ones take at most half, so that
   *     there is always room for older ones read back
   * @param inFlight sends at a time
   */
  record Bounds(int inMemory, int inMemoryPerEndpoint, int inFlight) {}

  /**
   * Lanes that are empty.
   *
   * @param limitOf sends at a time to one endpoint
   */
  Lanes(Bounds bounds, ToIntFunction<EndpointId> limitOf) {
    this.bounds = bounds;
    this.limitOf = limitOf;
  }

  /** Reserves a place for a fresh delivery, if there is one. */
  boolean reserve(EndpointId endpoint) {
    return locked(() -> {
      int room = Math.min(room(endpoint, bounds.inMemoryPerEndpoint() / 2), 1);
      take(endpoint, room);
      return room == 1;
    });
  }

  /**
   * Reserves places for deliveries read back, as many as there are; 0 unless a batch is worth it.
   */
  int reserveBatch(EndpointId endpoint) {
    return locked(() -> {
      int room = room(endpoint, bounds.inMemoryPerEndpoint());
      int batch = room >= Math.max(1, bounds.inMemoryPerEndpoint() / 2) ? room : 0;
      take(endpoint, batch);
      return batch;
    });
  }

  /** Whether {@link #reserveBatch} would find room. */
  boolean hasRoom(EndpointId endpoint) {
    return locked(() ->
        room(endpoint, bounds.inMemoryPerEndpoint())
            >= Math.max(1, bounds.inMemoryPerEndpoint() / 2));
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
      return stopped.get() ? stop() : List.of();
    });
  }

  /** The next delivery whose turn it is; {@link #finished} must follow. */
  Optional<Claimed> next() {
    return locked(() -> {
      if (stopped.get() || turns.isEmpty() || inFlight.get() >= bounds.inFlight()) {
        return Optional.empty();
      }
      EndpointId endpoint = turns.removeFirst();
      Claimed next = lane(endpoint).start();
      inFlight.incrementAndGet();
      turnIfReady(endpoint);
      return Optional.of(next);
    });
  }

  /** The send is over and settled: its place and its turn are free. */
  void finished(EndpointId endpoint) {
    locked(() -> {
      lane(endpoint).finish();
      places.decrementAndGet();
      inFlight.decrementAndGet();
      turnIfReady(endpoint);
      forgetIfUnused(endpoint);
      if (inFlight.get() == 0) {
        idle.signalAll();
      }
      return null;
    });
  }

  /** Takes out what waits for the endpoint; what is in flight stays. */
  List<Claimed> drain(EndpointId endpoint) {
    return locked(() -> {
      List<Claimed> drained = lane(endpoint).drain();
      places.addAndGet(-drained.size());
      turns.remove(endpoint);
      forgetIfUnused(endpoint);
      return drained;
    });
  }

  /** Hands out nothing more, reserves nothing more, and takes out everything that waits. */
  List<Claimed> stop() {
    return locked(() -> {
      stopped.set(true);
      List<Claimed> drained = new ArrayList<>();
      for (EndpointId endpoint : List.copyOf(lanes.keySet())) {
        drained.addAll(drain(endpoint));
      }
      return drained;
    });
  }

  /** Waits until nothing is in flight; false when that takes longer. */
  boolean awaitIdle(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (inFlight.get() > 0 && nanos > 0) {
        nanos = idle.awaitNanos(nanos);
      }
      return inFlight.get() == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Deliveries in memory, whether reserved, waiting or in flight. */
  int size() {
    return places.get();
  }

  int inFlight() {
    return inFlight.get();
  }

  private int room(EndpointId endpoint, int perEndpoint) {
    Lane lane = lanes.get(endpoint);
    int here = perEndpoint - (lane == null ? 0 : lane.places());
    int room = Math.min(here, bounds.inMemory() - places.get());
    return stopped.get() ? 0 : Math.max(0, room);
  }

  private void take(EndpointId endpoint, int count) {
    if (count != 0) {
      lane(endpoint).take(count);
      places.addAndGet(count);
    }
  }

  private void turnIfReady(EndpointId endpoint) {
    if (lane(endpoint).mayStart(limitOf.applyAsInt(endpoint))) {
      turns.add(endpoint); // Behind the others, unless it waits among them already.
    }
  }

  private void forgetIfUnused(EndpointId endpoint) {
    if (lane(endpoint).places() == 0) {
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
