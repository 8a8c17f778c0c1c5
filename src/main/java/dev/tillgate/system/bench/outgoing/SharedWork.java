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
  private static final int LEAVE_SECONDS = 30;
  private static final Duration MEETING = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Shape shape;
  private final Wiring wiring;
  private final OutgoingSide office;
  private final List<Receiver> receivers = new ArrayList<>();
  private final List<Server> workers = new ArrayList<>();
  private final Set<String> arrived = ConcurrentHashMap.newKeySet();
  private final AtomicLong firstNanos = new AtomicLong();
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

  /** Deliveries a second by so many nodes, from the first arrival to the last. */
  double run(int nodes) throws InterruptedException {
    staff(nodes);
    arrived.clear();
    firstNanos.set(0);
    for (int published = 0; published < shape.events(); published += EVENTS_A_TRANSACTION) {
      int some = Math.min(EVENTS_A_TRANSACTION, shape.events() - published);
      office.database().change(tx -> IntStream.range(0, some).forEach(unused -> publish(tx)));
    }
    Poll.until("all arrivals", PATIENCE, () -> arrived.size() == shape.deliveries());
    return shape.deliveries()
        / (Duration.ofNanos(lastNanos.get() - firstNanos.get()).toNanos() / 1e9);
  }

  /** So many nodes deliver, and all know of each other. */
  private void staff(int nodes) throws InterruptedException {
    while (workers.size() < nodes) {
      workers.add(Server.gateway(wiring.at(Ports.free()), "--roles=worker"));
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
    firstNanos.compareAndSet(0, arrival.nanos());
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
