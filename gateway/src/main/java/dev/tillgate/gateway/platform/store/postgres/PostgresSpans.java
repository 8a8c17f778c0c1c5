package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Spans;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spans are partitions; the migrations say of which tables, and how they are made and dropped. */
final class PostgresSpans implements Spans {
  /** A span takes everybody's locks for a moment; where it cannot be made, it is not soon after. */
  static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(PostgresSpans.class);

  private final Database database;
  private final AtomicLong lookedAtMs = new AtomicLong();

  PostgresSpans(Database database) {
    this.database = database;
  }

  /** Makes the spans of the next weeks; most times there is nothing to do. Any node may. */
  void makeAhead() {
    long now =
        database.read(tx -> tx.query("SELECT now_ms FROM store_clock").mapTo(Long.class).one());
    if (now - lookedAtMs.get() < BETWEEN_LOOKS.toMillis()) {
      return;
    }
    lookedAtMs.set(now);
    int missing = database.write(tx -> tx.query("SELECT make_spans()").mapTo(Integer.class).one());
    if (missing > 0) {
      log.warn("store.spans_missing weeks={} outcome=rows_go_one_by_one", missing);
    }
  }

  @Override
  public List<Span> of(Tx tx, String table) {
    return tx
        .query("SELECT from_id, to_id FROM spans(:table)")
        .bind("table", table)
        .map((row, context) -> new Span(row.getString("from_id"), row.getString("to_id")))
        .stream()
        .sorted(Comparator.comparing(Span::from))
        .toList();
  }

  @Override
  public boolean take(Tx tx, Span span, List<String> tables) {
    return within(tx.query("SELECT take_span(:tables, :from)"), span, tables)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void drop(Tx tx, Span span, List<String> tables) {
    within(tx.query("SELECT drop_span(:tables, :from)"), span, tables).mapToMap().list();
  }

  private static <S extends SqlStatement<S>> S within(S statement, Span span, List<String> tables) {
    return statement.bindArray("tables", String.class, tables).bind("from", span.from());
  }
}
