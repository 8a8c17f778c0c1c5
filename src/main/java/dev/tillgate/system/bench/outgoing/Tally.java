package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.playground.Receiver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A receiver's own count of numbered events. Thread-safe. */
final class Tally {
  /** The member of an event's data that holds its number. */
  static final String NUMBER = "\"number\":";

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final AtomicIntegerArray times;
  private final AtomicInteger distinct = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final Queue<Long> arrivals = new ConcurrentLinkedQueue<>();

  /**
   * @param events numbered from 0
   */
  Tally(int events) {
    times = new AtomicIntegerArray(events);
  }

  int take(Receiver.Arrival arrival) {
    arrivals.add(arrival.nanos());
    boolean first = times.incrementAndGet(number(arrival.body())) == 1;
    (first ? distinct : repeats).incrementAndGet();
    return 204;
  }

  private static int number(String body) {
    int from = body.indexOf(NUMBER) + NUMBER.length();
    return Integer.parseInt(body.substring(from, body.indexOf('}', from)));
  }

  /** How many of the events it has heard of. */
  int distinct() {
    return distinct.get();
  }

  /** How often it was told what it knew. */
  int repeats() {
    return repeats.get();
  }

  /** The most arrivals in any second, wherever it begins. */
  int mostInASecond() {
    long[] sorted = arrivals.stream().mapToLong(Long::longValue).sorted().toArray();
    int most = 0;
    int first = 0;
    for (int last = 0; last < sorted.length; last++) {
      while (sorted[last] - sorted[first] >= SECOND_NANOS) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
