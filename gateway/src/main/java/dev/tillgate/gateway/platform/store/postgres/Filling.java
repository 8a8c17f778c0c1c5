package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.transfer.Column;
import dev.tillgate.gateway.platform.store.transfer.Moved;
import dev.tillgate.gateway.platform.store.transfer.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Fills a database that has nothing yet, in one transaction that the caller commits. */
final class Filling {
  /** What an engine keeps for itself, and who works on a store: each side has its own. */
  private static final Set<String> STAYS =
      Set.of("flyway_schema_history", "nodes", "event_base", "revisions", "commit_marks");

  /** The migrations put a row there that says that nothing was removed yet. */
  private static final String RETENTION = "retention";

  // Whoever writes holds a row lock for moments only, and who vacuums gives way.
  private static final String PATIENCE = "SET LOCAL lock_timeout = '5s'";

  /** One that was killed is there until its lease ends. */
  private static final String LIVING =
      "SELECT id FROM nodes, store_clock WHERE seen_at_ms >= now_ms - lease_ms ORDER BY id";

  /**
   * A gateway that was stopped where it stands, for longer than its lease, must not go by what it
   * knew.
   */
  private static final String ALL_IS_NEW =
      "UPDATE revisions SET value = hashtextextended(CAST(gen_random_uuid() AS text), 0)";

  private final Handle handle;
  private final Catalog catalog;
  private final Source source;
  private final String where;

  /**
   * From that source.
   *
   * @param where the database, as a sentence names it
   */
  Filling(Handle handle, Source source, String where) {
    this.handle = handle;
    this.catalog = new Catalog(handle);
    this.source = source;
    this.where = where;
  }

  /** Copies every table; says how many rows each had. */
  List<Moved> run() {
    Set<Column> columns = agreedColumns();
    List<String> tables =
        catalog.inOrder(columns.stream().map(Column::table).collect(Collectors.toSet()));
    lock(tables);
    requireNobody();
    requireNothing(tables);
    handle.execute("DELETE FROM " + RETENTION);
    List<Moved> moved = tables.stream().map(table -> move(table, of(table, columns))).toList();
    catalog.counted(STAYS).forEach(this::countOn);
    handle.execute(ALL_IS_NEW);
    return moved;
  }

  private Set<Column> agreedColumns() {
    Set<Column> there = source.columns(STAYS);
    Set<Column> here = catalog.columns(STAYS);
    if (!there.equals(here)) {
      throw new IllegalArgumentException(
          "the two stores differ, so nothing was moved; only in SQLite: %s, only in PostgreSQL: %s"
              .formatted(without(there, here), without(here, there)));
    }
    return here;
  }

  private static Set<Column> without(Set<Column> columns, Set<Column> others) {
    Set<Column> rest = new TreeSet<>(columns);
    rest.removeAll(others);
    return rest;
  }

  /** From here on no gateway writes, and none that starts meanwhile gets through with it. */
  private void lock(List<String> tables) {
    List<String> all = new ArrayList<>(tables);
    all.add("nodes");
    handle.execute(PATIENCE);
    handle.execute(
        all.stream()
            .map(table -> '"' + table + '"')
            .collect(Collectors.joining(", ", "LOCK TABLE ", " IN EXCLUSIVE MODE")));
  }

  private void requireNobody() {
    List<String> nodes = handle.createQuery(LIVING).mapTo(String.class).list();
    if (!nodes.isEmpty()) {
      throw new DataHeldException(
          "gateways work on %s (%s); stop them first".formatted(where, String.join(", ", nodes)));
    }
  }

  private void requireNothing(List<String> tables) {
    Set<String> filled = new HashSet<>(tables);
    filled.remove(RETENTION);
    filled.removeIf(
        table -> count("SELECT COUNT(*) FROM (SELECT 1 FROM %s LIMIT 1) f", table) == 0);
    if (!filled.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has rows already, in %s; give a new database"
              .formatted(where, String.join(", ", new TreeSet<>(filled))));
    }
  }

  private Moved move(String table, List<Column> columns) {
    try (CopyWriter writer = new CopyWriter(handle.getConnection(), table, columns)) {
      source.read(table, columns, writer);
      writer.end();
    }
    long rows = source.count(table);
    long taken = count("SELECT COUNT(*) FROM %s", table);
    if (rows != taken) {
      throw new IllegalStateException(
          "%s has %d rows and the copy %d, so nothing was moved".formatted(table, rows, taken));
    }
    // Statistics, or the first queries of a large store look at whole tables.
    handle.execute("ANALYZE \"" + table + '"');
    return new Moved(table, rows);
  }

  /** What the server numbers next stands behind the largest number that was moved. */
  private void countOn(Column column) {
    String sql =
        """
        SELECT setval(pg_get_serial_sequence('"%1$s"', '%2$s'), newest)
        FROM (SELECT MAX("%2$s") AS newest FROM "%1$s") known WHERE newest IS NOT NULL
        """
            .formatted(column.table(), column.name());
    handle.createQuery(sql).mapTo(Long.class).findOne();
  }

  private static List<Column> of(String table, Set<Column> columns) {
    return columns.stream().filter(column -> column.table().equals(table)).toList();
  }

  private long count(String query, String table) {
    return handle.createQuery(query.formatted('"' + table + '"')).mapTo(Long.class).one();
  }
}
