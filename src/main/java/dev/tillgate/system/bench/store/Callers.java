package dev.tillgate.system.bench.store;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.system.bench.measure.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Many at a time who each write a row, wait until it is on disk, and write the next. */
final class Callers {
  private static final String INSERT = "INSERT INTO bench (id, body) VALUES (:id, :body)";

  private final Database database;
  private final byte[] body;
  private final AtomicLong ids = new AtomicLong();

  /** What so many callers did in that time. */
  record Result(double perSecond, Latencies latencies) {}

  /**
   * @param database with a table {@code bench} of its own
   */
  Callers(Database database, byte[] body) {
    this.database = database;
    this.body = body;
  }

  Result run(int callers, Duration length) {
    Queue<List<Long>> waits = new ConcurrentLinkedQueue<>();
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        threads.execute(() -> waits.add(call(end)));
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    List<Long> all = waits.stream().flatMap(List::stream).toList();
    return new Result(all.size() / seconds, new Latencies(all));
  }

  private List<Long> call(long end) {
    List<Long> waits = new ArrayList<>();
    for (long now = System.nanoTime(); now < end; ) {
      long id = ids.incrementAndGet();
      int unused =
          database.write(tx -> tx.update(INSERT).bind("id", id).bind("body", body).execute());
      long then = System.nanoTime();
      waits.add(then - now);
      now = then;
    }
    return waits;
  }
}
