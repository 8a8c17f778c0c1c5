package dev.tillgate.gateway.platform.store;

import java.util.List;

/**
 * How an engine divides tables whose rows go for their age: by the order of their ids, and so by
 * the time they were made. A span's rows can be dropped together, which costs as much as one.
 * Tables that belong together have the same spans; some rows lie in none.
 */
public interface Spans {
  /** Where no table is divided. */
  Spans NONE =
      new Spans() {
        @Override
        public List<Span> of(Tx tx, String table) {
          return List.of();
        }

        @Override
        public boolean take(Tx tx, Span span, List<String> tables) {
          return false;
        }

        @Override
        public void drop(Tx tx, Span span, List<String> tables) {
          throw new IllegalStateException("no table has a span " + span);
        }
      };

  /**
   * The rows of these ids.
   *
   * @param from below its first id
   * @param to above its last one; where the next span begins
   */
  record Span(String from, String to) {}

  /** The table's spans, in their order. */
  List<Span> of(Tx tx, String table);

  /**
   * Makes the span this transaction's until it ends: nobody else reads or writes the tables
   * meanwhile, so it must be over within milliseconds.
   *
   * @param tables in the order in which others write to them
   * @return false when others are at it just now, or it is gone
   */
  boolean take(Tx tx, Span span, List<String> tables);

  /** Drops all rows of a span that this transaction has taken, of the same tables. */
  void drop(Tx tx, Span span, List<String> tables);
}
