package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.bench.measure.MemoryUse;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Receiver;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Many events for five endpoints, one of which is down until all are published, through the gateway
 * as it ships, a process of its own that may be killed meanwhile.
 */
public final class FanOut {
  /** Heap of the gateway's process. */
  static final int HEAP_MEBIBYTES = 256;

  /** Sends at a time to one endpoint, as the gateway does by default. */
  static final int IN_FLIGHT = 16;

  private static final int HEALTHY = 4;
  private static final Duration PATIENCE_FOR_ALL = Duration.ofMinutes(1);
  private static final Duration PATIENCE_FOR_EACH = Duration.ofMillis(20);

  private final Shape shape;
  private final Wiring wiring;
  private final Publishers publishers;
  private final AtomicReference<Server> gateway;

  /**
   * What is done.
   *
   * @param limit of the endpoint that is down, sends a second
   * @param publishers requests at a time
   */
  public record Shape(int events, int kills, int limit, int publishers) {}

  /**
   * Mebibytes.
   *
   * @param resident of the process: at the start, the most, at the end
   * @param live on the heap: at the start, when all was published, at the end
   */
  record Memory(List<Long> resident, List<Long> live) {}

  /** How long it took, until all was published, the four and the fifth had it. */
  record Spans(Duration published, Duration four, Duration fifth) {}

  /**
   * What came of it.
   *
   * @param tallies the last is that of the endpoint that was down
   */
  record Result(List<Tally> tallies, Memory memory, Spans spans) {}

  /** Starts the gateway. */
  FanOut(Shape shape, Wiring wiring) {
    this.shape = shape;
    this.wiring = wiring;
    publishers = new Publishers(wiring, shape.events());
    gateway = new AtomicReference<>(start());
  }

  /** Publishes, kills, waits for everybody, and ends the gateway. */
  Result run() throws InterruptedException {
    List<Tally> tallies =
        Stream.generate(() -> new Tally(shape.events())).limit(HEALTHY + 1).toList();
    List<Receiver> receivers = new ArrayList<>();
    try (MemoryUse memory = new MemoryUse(() -> gateway.get().pid())) {
      tallies.stream().limit(HEALTHY).forEach(tally -> receivers.add(Receiver.start(tally::take)));
      receivers.forEach(receiver -> subscribe(receiver.url(), 0));
      int down = Ports.free();
      subscribe(URI.create("http://127.0.0.1:" + down + "/"), shape.limit());
      return run(tallies, receivers, down, memory);
    } finally {
      gateway.get().close();
      receivers.forEach(Receiver::close);
    }
  }

  private Result run(List<Tally> tallies, List<Receiver> receivers, int down, MemoryUse memory)
      throws InterruptedException {
    List<Long> resident = new ArrayList<>(List.of(memory.resident()));
    List<Long> live = new ArrayList<>(List.of(memory.live()));
    long begin = System.nanoTime();
    publishers.start(shape.publishers());
    kill();
    Poll.until("the events to be accepted", patience(), publishers::areDone);
    Duration published = since(begin);
    tallies.stream().limit(HEALTHY).forEach(this::awaitAll);
    Duration four = since(begin);
    live.add(memory.live());
    long back = System.nanoTime();
    receivers.add(Receiver.start(down, tallies.getLast()::take));
    awaitAll(tallies.getLast());
    Duration fifth = since(back);
    live.add(memory.live());
    resident.addAll(List.of(memory.peak(), memory.resident()));
    return new Result(tallies, new Memory(resident, live), new Spans(published, four, fifth));
  }

  /** At even distances, by what the gateway has accepted. */
  private void kill() throws InterruptedException {
    for (int i = 1; i <= shape.kills(); i++) {
      int moment = Math.toIntExact((long) shape.events() * i / (shape.kills() + 1));
      Poll.until("the time to kill", patience(), () -> publishers.accepted() >= moment);
      gateway.get().kill();
      gateway.set(start());
    }
  }

  private Server start() {
    return Server.busyGateway(wiring, HEAP_MEBIBYTES);
  }

  private void subscribe(URI url, int limit) {
    String json =
        "{\"url\":\"%s\",\"event_types\":[\"callback.github\"],\"rate_limit\":%d}"
            .formatted(url, limit);
    new HttpClient(wiring.gatewayUrl(), Wiring.API_KEY)
        .post("/v1/webhook-endpoints", json)
        .expect(201);
  }

  private void awaitAll(Tally tally) {
    Poll.until("all events", patience(), () -> tally.distinct() == shape.events());
  }

  private Duration patience() {
    return PATIENCE_FOR_ALL.plus(PATIENCE_FOR_EACH.multipliedBy(shape.events()));
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
