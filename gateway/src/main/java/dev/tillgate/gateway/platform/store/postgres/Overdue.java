package dev.tillgate.gateway.platform.store.postgres;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends the wait of those whose turn does not come, as when the server does not answer or somebody
 * locks what all need: a caller that is refused can go to another gateway, one that waits cannot.
 */
final class Overdue implements AutoCloseable {
  // Ten seconds: longer than a full queue takes to be written.
  private static final int LOOKS = 20;
  private static final int LOOK_MILLIS = 500;

  private final List<Lane> lanes;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("store-overdue").daemon().factory());

  Overdue(List<Lane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  void start() {
    ScheduledFuture<?> unused =
        looks.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    lanes.forEach(lane -> lane.refuseOverdue(LOOKS));
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
