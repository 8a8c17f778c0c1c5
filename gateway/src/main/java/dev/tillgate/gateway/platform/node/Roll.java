package dev.tillgate.gateway.platform.node;

import java.util.List;

/**
 * Who is there.
 *
 * @param entries in the order in which they came
 */
record Roll(List<Entry> entries) {
  /** Nobody. */
  static final Roll EMPTY = new Roll(List.of());

  /**
   * A node.
   *
   * @param works whether it delivers and looks after what is due
   */
  record Entry(String id, boolean works) {}

  Roll {
    entries = List.copyOf(entries);
  }

  boolean hasOthersThan(String id) {
    return entries.stream().anyMatch(entry -> !entry.id().equals(id));
  }

  /** Of those that work, the one that came first leads. */
  boolean isLed(String id) {
    return workers().indexOf(id) == 0;
  }

  /** What part of the work is that node's. */
  Share share(String id) {
    List<String> workers = workers();
    int rank = workers.indexOf(id);
    return rank < 0 ? Share.NONE : new Share(rank, workers.size());
  }

  private List<String> workers() {
    return entries.stream().filter(Entry::works).map(Entry::id).toList();
  }
}
