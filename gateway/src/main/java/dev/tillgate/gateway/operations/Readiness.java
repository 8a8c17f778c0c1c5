package dev.tillgate.gateway.operations;

import dev.tillgate.gateway.platform.store.Database;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the gateway can take work: the store writes, and its queue has room. */
public final class Readiness {
  private static final int WRITE_WITHIN_SECONDS = 2;

  private final Database database;

  /** One thing looked at. */
  public record Check(String name, boolean ok, String detail) {}

  public Readiness(Database database) {
    this.database = database;
  }

  /** Looks at everything now. */
  public List<Check> checks() {
    return List.of(storeWrites(), queueHasRoom());
  }

  /** An empty transaction goes through the writer like any other. */
  private Check storeWrites() {
    try {
      database.submit(tx -> true).get(WRITE_WITHIN_SECONDS, TimeUnit.SECONDS);
      return new Check("store", true, "writable");
    } catch (ExecutionException | TimeoutException e) {
      return new Check("store", false, "not writable within " + WRITE_WITHIN_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Check("store", false, "stopping");
    }
  }

  private Check queueHasRoom() {
    int depth = database.queueDepth();
    return new Check(
        "queue", depth < database.queueBound(), depth + " of " + database.queueBound());
  }
}
