package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.DeliveryRows;
import dev.tillgate.gateway.platform.store.Spans.Span;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Retention on a PostgreSQL database with the spans of two weeks of 2020, at the moment when the
 * first of them is as old as the retention.
 */
final class SpanBench implements AutoCloseable {
  static final Duration KEEP = Duration.ofDays(30);
  static final Duration WEEK = Duration.ofDays(7);
  static final Instant MONDAY = Instant.parse("2020-01-06T00:00:00Z");
  static final Instant END = MONDAY.plus(WEEK);

  final String url = TestPostgres.freshDatabase();
  final SteppedClock clock = new SteppedClock(END.plus(KEEP));
  final Database database =
      Stores.open(new StorePlace(Path.of("unused"), Optional.of(url), false), TestStore.OPTIONS);
  final Retention retention = new Retention(database, KEEP, clock);

  SpanBench() {
    DeliveryRows.endpointAndEvent(database);
    makeSpan(MONDAY);
    makeSpan(END);
  }

  /** Until nothing is left to look at, as the loop does between two of its long waits. */
  void round() {
    for (int batches = 0; retention.removeSome(); batches++) {
      if (batches == 1_000) {
        throw new AssertionError("there is no end to it");
      }
    }
  }

  void over(Instant made) {
    delivery(made, "delivered", made);
  }

  void delivery(Instant made, String status, Instant since) {
    DeliveryRows.insert(database, id(made), status, since);
  }

  void makeSpan(Instant from) {
    change(
        "SELECT make_span(%d, %d)".formatted(from.toEpochMilli(), from.plus(WEEK).toEpochMilli()));
  }

  void refuseToDelete() {
    change(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN RAISE EXCEPTION ''deleted one by one''; END'
        """);
    change("CREATE TRIGGER refuse BEFORE DELETE ON deliveries EXECUTE FUNCTION refuse()");
  }

  List<Span> spans() {
    return database.read(tx -> database.spans().of(tx, "deliveries"));
  }

  String counts() {
    return one(
        """
        SELECT (SELECT COUNT(*) FROM deliveries) || ' deliveries, '
          || (SELECT COUNT(*) FROM delivery_attempts) || ' attempts'
        """);
  }

  String one(String sql) {
    return database.read(tx -> tx.query(sql).mapTo(String.class).one());
  }

  void change(String sql) {
    database.change(tx -> tx.update(sql).execute());
  }

  static Span span(Instant from) {
    return new Span(lowest(from), lowest(from.plus(WEEK)));
  }

  /** An id of that millisecond. */
  static String id(Instant at) {
    return lowest(at).replaceFirst("0$", "1");
  }

  static String lowest(Instant at) {
    return Ids.lowest("dlv", at);
  }

  @Override
  public void close() {
    database.close();
  }
}
