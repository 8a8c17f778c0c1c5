package dev.tillgate.mockpsp.later;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Filter.Comparison;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What will happen to which object and when, by the provider's own clock. An entry is stored in the
 * transaction that calls for it, so a kill loses nothing; {@link LateWork} makes it happen. Safe to
 * share.
 */
public final class Timetable {
  /** Where it is kept. */
  public static final Table TABLE = Table.of("timetable").orderedBy("due_at_ms");

  private final Ids ids;
  private final Semaphore news = new Semaphore(1);

  public Timetable(Ids ids) {
    this.ids = ids;
  }

  /**
   * Has something happen at or soon after {@code due}, once for each call. There is no taking back:
   * when the time comes, the handler looks whether it still applies.
   *
   * @param kind fixed text that names the handler
   */
  public void add(Tx tx, String kind, String objectId, Instant due) {
    Map<String, Object> columns =
        Map.of("kind", kind, "object", objectId, "due_at_ms", due.toEpochMilli());
    tx.insert(TABLE, Row.of(ids.next("due_"), due.getEpochSecond(), columns, ""));
    wake();
  }

  /** What has been due longest; empty when nothing is. */
  Optional<Entry> firstDue(Tx tx, Instant now) {
    return first(tx, List.of(new Filter("due_at_ms", Comparison.AT_MOST, now.toEpochMilli())));
  }

  /** Takes an entry off the table; false when somebody else has. */
  boolean take(Tx tx, Entry entry) {
    return tx.delete(TABLE, entry.id());
  }

  void putOff(Tx tx, Entry entry, Instant due) {
    tx.update(TABLE, entry.id(), Map.of("due_at_ms", due.toEpochMilli()), null);
  }

  /** When the next one is due, if any waits. */
  Optional<Instant> nextDue(Tx tx) {
    return first(tx, List.of()).map(Entry::due);
  }

  /** Something may be due earlier than a sleeper thinks. Cheap, and safe in a transaction. */
  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** Returns when somebody calls {@link #wake}, and at the latest when the time is over. */
  void sleep(Duration longest) throws InterruptedException {
    boolean unused = news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    news.drainPermits();
  }

  private static Optional<Entry> first(Tx tx, List<Filter> filters) {
    return tx.select(TABLE, new Query(filters, "due_at_ms", false, 1)).stream()
        .findFirst()
        .map(Entry::of);
  }

  /** One thing that is to happen. */
  record Entry(String id, String kind, String object, Instant due) {
    private static Entry of(Row row) {
      return new Entry(
          row.id(),
          row.text("kind"),
          row.text("object"),
          Instant.ofEpochMilli(row.number("due_at_ms")));
    }
  }
}
