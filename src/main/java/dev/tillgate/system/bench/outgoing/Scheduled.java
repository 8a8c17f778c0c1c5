package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Pace;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.ManyDeliveries;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A gateway with many endpoints and many deliveries that are due next week. */
final class Scheduled implements AutoCloseable {
  private static final Duration NEXT_WEEK = Duration.ofDays(7);
  private static final Duration STRAGGLERS = Duration.ofSeconds(30);
  private static final String FRESH = "bench.fresh";
  private static final String ELSEWHERE = "bench.elsewhere";

  private static final String ONE_OF_EACH_EVENT =
      """
      SELECT MIN(id) AS id, event_id FROM deliveries
      WHERE event_id IN (SELECT id FROM events WHERE type = :type ORDER BY position LIMIT :limit)
      GROUP BY event_id
      """;

  private final Receiver receiver = Receiver.start(this::take);
  private final Trips trips = new Trips();
  private final OutgoingSide gateway;
  private final int written;
  private final Deque<Planned> planned;

  private record Planned(String delivery, String event) {}

  /**
   * What the table holds.
   *
   * @param events so many, each for {@code wanting} endpoints
   * @param endpoints how many there are
   * @param wanting how many of them want what is due next week
   */
  record Table(int events, int endpoints, int wanting) {}

  /**
   * A fresh gateway in that directory, its table filled.
   *
   * @param spare how many of next week's deliveries {@link #made} will ask for in all
   */
  Scheduled(Path data, Table table, int spare) {
    try (OutgoingSide before = OutgoingSide.start(data)) {
      for (int i = 0; i < table.endpoints(); i++) {
        before.subscribe(receiver.url(), i < table.wanting() ? ManyDeliveries.TYPE : ELSEWHERE);
      }
      before.subscribe(receiver.url(), FRESH);
    }
    Instant due = Instant.now().plus(NEXT_WEEK);
    written = new ManyDeliveries(table.events(), due, Duration.ofDays(1)).into(data);
    gateway = OutgoingSide.start(data);
    planned = new ArrayDeque<>(planned(spare));
  }

  private List<Planned> planned(int limit) {
    return gateway
        .database()
        .read(tx ->
            tx.query(ONE_OF_EACH_EVENT)
                .bind("type", ManyDeliveries.TYPE)
                .bind("limit", limit)
                .map((row, context) -> new Planned(row.getString("id"), row.getString("event_id")))
                .list());
  }

  int written() {
    return written;
  }

  /** How long the engine's start took. */
  Duration recovery() {
    return gateway.recovery();
  }

  /** What is asked of the store while nothing happens for so long. */
  CountedDatabase.Counts idle(Duration length) throws InterruptedException {
    CountedDatabase.Counts before = gateway.database().counts();
    Thread.sleep(length);
    return gateway.database().counts().since(before);
  }

  /** From the publishing of events to their arrival. */
  Latencies fresh(int perSecond, Duration length) {
    return run(perSecond, length, () -> trips.publish(gateway, FRESH));
  }

  /** From the request that makes one of next week's deliveries due now to its arrival. */
  Latencies made(int perSecond, Duration length) {
    HttpClient client = gateway.client();
    return run(
        perSecond,
        length,
        () -> {
          Planned next = planned.remove();
          trips.begin(next.event());
          client.post("/v1/deliveries/" + next.delivery() + "/retry", "{}").expect(202);
        });
  }

  private Latencies run(int perSecond, Duration length, Runnable step) {
    trips.forget();
    int times = Math.toIntExact(perSecond * length.toSeconds());
    Pace.keep(perSecond, times, step);
    Poll.until("the arrivals", STRAGGLERS, () -> trips.areOver(times));
    return trips.publishToArrival();
  }

  private int take(Receiver.Arrival arrival) {
    trips.arrived(arrival.id(), arrival.nanos());
    return 204;
  }

  @Override
  public void close() {
    gateway.close();
    receiver.close();
  }
}
