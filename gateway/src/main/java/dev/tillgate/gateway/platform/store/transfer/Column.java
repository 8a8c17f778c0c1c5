package dev.tillgate.gateway.platform.store.transfer;

import java.util.Comparator;
import java.util.Locale;

/** A column by what both engines call it, and by what it holds. */
public record Column(String table, String name, Kind kind) implements Comparable<Column> {
  private static final Comparator<Column> ORDER =
      Comparator.comparing(Column::table).thenComparing(Column::name).thenComparing(Column::kind);

  /** What a column holds: each engine has one type for each. */
  public enum Kind {
    NUMBER,
    TEXT,
    BYTES
  }

  @Override
  public int compareTo(Column other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return table + "." + name + " (" + kind.name().toLowerCase(Locale.ROOT) + ")";
  }
}
