package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Receiver;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events that one gateway publishes and does not deliver, on a database from which others deliver
 * them: gateways as they ship, each a process of its own. Their receivers take their time.
 */
public final class SharedWork implements AutoCloseable {
  private static final String TYPE = "bench.shared";
  private static final int PADDING = 500; // About the size of an order.
  private static final int EVENTS_A_TRANSACTION = 50;
  private static final double NANOS_A_SECOND = 1e9;
  private static final int HEAP_MEBIBYTES = 512;
  private static final int LEAVE_SECONDS = 30;
  private static final Duration MEETING = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Shape shape;
  private final Wiring wiring;
  private final OutgoingSide office;
  private final List<Receiver> receivers = new ArrayList<>();
  private final List<Server> workers = new ArrayList<>();
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicLong lastNanos = new AtomicLong();

  /**
   * The load.
   *
   * @param endpoints each told of every event
   * @param delay until a receiver answers
   */
  public record Shape(int endpoints, int events, Duration delay) {
    int deliveries() {
      return endpoints * events;
    }
  }

  /**
   * A publisher on the database of that wiring, and nobody yet who delivers.
   *
   * @param wiring with the URL of a PostgreSQL database
   */
  SharedWork(Shape shape, Wiring wiring) {
    this.shape = shape;
    this.wiring = wiring;
    office = OutgoingSide.office(wiring.store());
    for (int i = 0; i < shape.endpoints(); i++) {
      int number = i;
      receivers.add(Receiver.start(arrival -> take(number, arrival)));
      office.subscribe(receivers.get(i).url(), TYPE);
    }
  }

  /**
   * Deliveries a second by so many nodes, from when all was published to the last arrival: whoever
   * publishes takes as long as they do, and what they were waiting for would be measured instead. A
   * node that was started for it delivers as much before, unmeasured, to be compiled.
   */
  double run(int nodes) throws InterruptedException {
    boolean warm = workers.size() >= nodes;
    staff(nodes);
    if (!warm) {
      double unused = deliver();
    }
    return deliver();
  }

  private double deliver() throws InterruptedException {
    arrived.clear();
    publishAll();
    long beginNanos = System.nanoTime();
    int before = arrived.size();
    Poll.until("all arrivals", PATIENCE, () -> arrived.size() == shape.deliveries());
    double seconds = (lastNanos.get() - beginNanos) / NANOS_A_SECOND;
    return (shape.deliveries() - before) / seconds;
  }

  /** By as many connections as there are. */
  private void publishAll() {
    List<CompletableFuture<Void>> published = new ArrayList<>();
    for (int begun = 0; begun < shape.events(); begun += EVENTS_A_TRANSACTION) {
      int some = Math.min(EVENTS_A_TRANSACTION, shape.events() - begun);
      published.add(
          office
              .database()
              .submit(tx -> {
                IntStream.range(0, some).forEach(unused -> publish(tx));
                return null;
              }));
    }
    published.forEach(CompletableFuture::join);
  }

  /** So many nodes deliver, and all know of each other. */
  private void staff(int nodes) throws InterruptedException {
    while (workers.size() < nodes) {
      workers.add(Server.busyGateway(wiring.at(Ports.free()), HEAP_MEBIBYTES, "--roles=worker"));
    }
    while (workers.size() > nodes) {
      Server leaving = workers.removeLast();
      leaving.terminate();
      int unused = leaving.exitStatus(Duration.ofSeconds(LEAVE_SECONDS));
    }
    Poll.until("the nodes to meet", MEETING, () -> office.nodes() == nodes + 1);
  }

  private void publish(Tx tx) {
    ObjectNode data = JsonMapper.shared().createObjectNode().put("padding", "x".repeat(PADDING));
    var unused = office.outbox().publish(tx, TYPE, null, data);
  }

  private int take(int endpoint, Receiver.Arrival arrival) {
    LockSupport.parkNanos(shape.delay().toNanos());
    if (arrived.add(endpoint + arrival.id())) {
      lastNanos.accumulateAndGet(System.nanoTime(), Math::max);
    }
    return 204;
  }

  @Override
  public void close() throws InterruptedException {
    staff(0);
    office.close();
    receivers.forEach(Receiver::close);
  }
}
