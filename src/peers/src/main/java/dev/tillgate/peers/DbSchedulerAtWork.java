package dev.tillgate.peers;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.time.Instant;
import java.util.stream.Stream;

/** A scheduler, or one that only takes tasks. */
final class DbSchedulerAtWork implements OpenOutbox {
  private final SchedulerClient client;
  private final String task;
  private final Remainder left;
  private final Runnable closing;

  DbSchedulerAtWork(SchedulerClient client, String task, StorePlace place, Runnable closing) {
    this.client = client;
    this.task = task;
    this.closing = closing;
    left = new Remainder(place, "scheduled_tasks");
  }

  @Override
  public Published publish(int endpoint) {
    TaskInstance<Post> instance = next(endpoint);
    boolean unused = client.scheduleIfNotExists(instance, Instant.now());
    return new Published(instance.getId(), System.nanoTime());
  }

  private TaskInstance<Post> next(int endpoint) {
    Post post = Post.next(endpoint);
    return new TaskInstance<>(task, post.id(), post);
  }

  @Override
  public void fill(int events) {
    Stream<TaskInstance<?>> instances =
        Stream.<TaskInstance<?>>generate(() -> next(0)).limit(events);
    client.scheduleBatch(instances, Instant.now());
  }

  @Override
  public boolean isSettled() {
    return left.isEmpty();
  }

  @Override
  public void close() {
    closing.run();
    left.close();
  }
}
