package dev.tillgate.system.bench.outbox;

import dev.tillgate.system.bench.peer.OpenOutbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Those who publish while others deliver, each in one transaction after the other. */
final class Producers {
  static final int COUNT = 16;

  private Producers() {}

  /**
   * Publishes as long as there is to be more; each producer asks before every event.
   *
   * @return how many events were published
   */
  static int run(OpenOutbox outbox, BooleanSupplier more)
      throws InterruptedException, ExecutionException {
    try (ExecutorService producers = Executors.newFixedThreadPool(COUNT)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        all.add(producers.submit(() -> publish(outbox, more)));
      }
      int published = 0;
      for (Future<Integer> each : all) {
        published += each.get();
      }
      return published;
    }
  }

  private static int publish(OpenOutbox outbox, BooleanSupplier more) {
    int published = 0;
    while (more.getAsBoolean()) {
      OpenOutbox.Published unused = outbox.publish();
      published++;
    }
    return published;
  }
}
