package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Removes what is older than the retention: deliveries that were delivered or canceled that long
 * ago, with their attempts, and then the events that no delivery refers to. What is open, parked or
 * dead stays, and so does its event with its payload. An order keeps its timeline, and the numbers
 * of its events are not given again. A crash between two batches loses nothing.
 *
 * <p>Where the store has {@link dev.tillgate.gateway.platform.store.Spans}, deliveries go by whole
 * spans, and one by one only where something in their span stays.
 */
public final class Retention {
  private final Duration keep;
  private final InstantSource clock;
  private final WholeSpans spans;
  private final Walk<String> deliveries;
  private final Walk<Long> events;

  /**
   * Removes nothing yet.
   *
   * @param keep how long things are kept after they are over
   */
  public Retention(Database database, Duration keep, InstantSource clock) {
    this.keep = keep;
    this.clock = clock;
    spans = new WholeSpans(database, clock);
    deliveries = new Walk<>(database, new OldDeliveriesStore(database.spans()), clock);
    events = new Walk<>(database, new OldEventsStore(), clock);
  }

  /**
   * Looks at one batch, in a few milliseconds of the writer's time; false when nothing is left to
   * look at now. Events come when there are no more deliveries: they go only without them.
   */
  public boolean removeSome() {
    Instant before = clock.instant().minus(keep);
    return spans.step(before) || deliveries.step(before) || events.step(before);
  }
}
