package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane with one thread, which is busy. */
@Timeout(60)
class LaneTest {
  private final List<List<UnitOfWork<?>>> groups = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final Lane lane = new Lane("test", 1, 2, 10, this::runWhenFree);
  private final UnitOfWork<Integer> running = new UnitOfWork<>(tx -> 1);
  private final UnitOfWork<Integer> waiting = new UnitOfWork<>(tx -> 2);

  @AfterEach
  void close() throws InterruptedException {
    go.countDown();
    lane.close();
  }

  @Test
  @DisplayName("FLT-P06 whoever waits too long for a turn is refused, whoever has it is not")
  void whoeverWaitsTooLongIsRefused() throws InterruptedException {
    lane.submit(running);
    begun.await();
    lane.submit(waiting);

    lane.refuseOverdue(1);
    assertThat(waiting.caller()).as("not yet").isNotDone();
    lane.refuseOverdue(1);

    assertThat(waiting.caller().exceptionNow())
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("stuck");
    assertThat(lane.depth()).isZero();
    go.countDown();
    running.caller().join();
  }

  @Test
  void whoeverCameLaterWaitsOn() {
    lane.submit(running);
    lane.refuseOverdue(1);
    lane.submit(waiting);

    lane.refuseOverdue(1);

    go.countDown();
    waiting.caller().join();
  }

  @Test
  void thoseThatWaitAreTakenTogetherUpToAGroup() throws InterruptedException {
    UnitOfWork<Integer> third = new UnitOfWork<>(tx -> 3);
    UnitOfWork<Integer> fourth = new UnitOfWork<>(tx -> 4);
    lane.submit(running);
    begun.await();
    lane.submit(waiting);
    lane.submit(third);
    lane.submit(fourth);

    go.countDown();
    fourth.caller().join();

    assertThat(groups).containsExactly(List.of(running), List.of(waiting, third), List.of(fourth));
  }

  private void runWhenFree(List<UnitOfWork<?>> group) {
    begun.countDown();
    try {
      go.await();
      groups.add(group);
    } catch (InterruptedException e) {
      group.forEach(unit -> unit.failed(e));
    }
    group.forEach(UnitOfWork::complete);
  }
}
