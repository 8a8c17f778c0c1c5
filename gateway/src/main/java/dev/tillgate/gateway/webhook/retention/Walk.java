package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Goes along a table from its oldest row on and removes what is of no more use, a batch a step. It
 * does not look back at what it left but once a day: a dead delivery may have been sent since. What
 * goes is found by a reader, so the writer has only the removal to do. A restart begins in front.
 */
final class Walk<P> {
  static final Duration FROM_THE_FRONT = Duration.ofDays(1);

  private final Database database;
  private final Aging<P> table;
  private final InstantSource clock;
  private final Pace pace = new Pace();
  private final AtomicReference<Place<P>> place;

  private record Place<P>(P after, Instant begun) {}

  private record Removed(int rows, Duration took) {}

  Walk(Database database, Aging<P> table, InstantSource clock) {
    this.database = database;
    this.table = table;
    this.clock = clock;
    place = new AtomicReference<>(new Place<>(table.front(), clock.instant()));
  }

  /** Looks at one batch of what was made before the instant; false when there was none. */
  boolean step(Instant before) {
    P after = place.get().after();
    List<Aging.Row<P>> batch =
        upToBudget(database.read(tx -> table.behind(tx, after, before, pace.rows())));
    if (batch.isEmpty()) {
      return startedOver();
    }
    P upTo = batch.getLast().place();
    if (batch.stream().anyMatch(Aging.Row::goes)) {
      remove(after, upTo, before);
    }
    place.set(new Place<>(upTo, place.get().begun()));
    return true;
  }

  /** At least one row, however many it takes with it. */
  private List<Aging.Row<P>> upToBudget(List<Aging.Row<P>> found) {
    List<Aging.Row<P>> batch = new ArrayList<>();
    int rows = 0;
    for (Aging.Row<P> row : found) {
      rows += row.goes() ? row.rows() : 0;
      if (rows > pace.rows() && !batch.isEmpty()) {
        break;
      }
      batch.add(row);
    }
    return batch;
  }

  private void remove(P after, P upTo, Instant before) {
    Removed removed =
        database.write(tx -> {
          Instant begun = clock.instant();
          int rows = table.remove(tx, after, upTo, before);
          return new Removed(rows, Duration.between(begun, clock.instant()));
        });
    pace.took(removed.rows(), removed.took());
  }

  private boolean startedOver() {
    Instant now = clock.instant();
    boolean inFront = place.get().after().equals(table.front());
    if (inFront || place.get().begun().plus(FROM_THE_FRONT).isAfter(now)) {
      return false;
    }
    place.set(new Place<>(table.front(), now));
    return true;
  }
}
