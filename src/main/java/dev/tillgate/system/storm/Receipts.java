package dev.tillgate.system.storm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the shoppers took home: their orders, and their complaints. Thread-safe. */
final class Receipts {
  private final Map<String, Errand> errands = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();

  /** A checkout was answered with that order. */
  void accepted(String order, Errand errand) {
    if (errands.put(order, errand) != null) {
      complain(order + " was given to two shoppers");
    }
    accepted.incrementAndGet();
  }

  /** The shopper must be content with something else. */
  void changed(String order, Errand instead) {
    errands.put(order, instead);
  }

  void complain(String complaint) {
    complaints.add(complaint);
  }

  int count() {
    return accepted.get();
  }

  /** What each order was for, by its id. */
  Map<String, Errand> errands() {
    return Map.copyOf(errands);
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }
}
