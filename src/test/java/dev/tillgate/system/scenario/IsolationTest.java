package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.ManyDeliveries;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Push;
import dev.tillgate.system.playground.Receiver;
import dev.tillgate.system.playground.Receiver.Arrival;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What many endpoints cost each other, and what all may cost together. */
class IsolationTest {
  private static final int NEIGHBOURS = 99;
  private static final int EVENTS = 20;
  private static final int ENDPOINTS = 10;
  private static final int IN_FLIGHT = 16; // To one endpoint, as the gateway does by default.
  // For the full number: -Dtillgate.due=50000
  private static final int DUE = Integer.getInteger("tillgate.due", 5_000);

  @RegisterExtension final Stage stage = Stage.withoutGateway();
  private final CountDownLatch over = new CountDownLatch(1);
  private Server gateway;

  @BeforeEach
  void start() {
    gateway = stage.closeLater(Server.gateway(stage.wiring()));
  }

  @AfterEach
  void letGo() {
    over.countDown();
  }

  @Test
  @DisplayName("FLT-O11 one endpoint that never answers, 99 healthy: they are told within a second")
  void oneThatNeverAnswersDoesNotDelayTheOthers() {
    CountDownLatch asked = new CountDownLatch(1);
    subscribe(stage.closeLater(Receiver.start(arrival -> hang(asked))), "callback.github");
    Queue<Arrival> heard = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < NEIGHBOURS; i++) {
      Receiver healthy = stage.closeLater(Receiver.start(arrival -> heard(heard, arrival)));
      subscribe(healthy, "callback.github");
    }

    long[] lags =
        IntStream.range(0, EVENTS).mapToLong(number -> millisToTellAll(number, heard)).toArray();

    assertThat(asked.getCount()).as("still waiting for an answer").isZero();
    // The first ones pay for a process that has just started.
    long[] sorted = IntStream.range(EVENTS / 4, EVENTS).mapToLong(i -> lags[i]).sorted().toArray();
    assertThat(sorted[sorted.length / 2]).as("milliseconds of %s", sorted).isLessThan(1_000);
  }

  /** From the callback's being sent to the last of the healthy ones' having it. */
  private long millisToTellAll(int number, Queue<Arrival> heard) {
    heard.clear();
    long begin = System.nanoTime();
    // Each with a body of its own: what GitHub signs is the body, so the same one is a repetition.
    new Push("push-" + number, "{\"number\":" + number + "}").send(stage.wiring()).expect(200);
    Poll.until("all healthy ones", PATIENCE, () -> heard.size() >= NEIGHBOURS);
    long end = heard.stream().mapToLong(Arrival::nanos).max().orElseThrow();
    return Duration.ofNanos(end - begin).toMillis();
  }

  private static int heard(Queue<Arrival> heard, Arrival arrival) {
    heard.add(arrival);
    return 204;
  }

  private int hang(CountDownLatch asked) throws InterruptedException {
    asked.countDown();
    over.await();
    return 204;
  }

  @Test
  @DisplayName("FLT-O12 thousands due at once after a restart: the cap on concurrency holds")
  void thousandsDueAtOnceAreSentSixteenAtATime() throws InterruptedException {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    AtomicInteger arrivals = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < ENDPOINTS; i++) {
      int endpoint = i;
      AtomicInteger inside = new AtomicInteger();
      Receiver receiver =
          Receiver.start(arrival -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            arrivals.incrementAndGet();
            over.await(); // Everything stops here until the gate is opened.
            heard.add(endpoint + arrival.id());
            inside.decrementAndGet();
            return 204;
          });
      subscribe(stage.closeLater(receiver), ManyDeliveries.TYPE);
    }
    gateway.kill();
    int due =
        new ManyDeliveries(DUE / ENDPOINTS, Instant.now(), Duration.ofMillis(1))
            .into(stage.wiring().gatewayData());

    gateway = stage.closeLater(Server.gateway(stage.wiring()));

    Poll.until("a full house", PATIENCE, () -> arrivals.get() >= ENDPOINTS * IN_FLIGHT);
    assertThat(metric("tillgate_deliveries_in_flight")).isEqualTo(ENDPOINTS * IN_FLIGHT);
    assertThat(metric("tillgate_deliveries_in_memory")).isLessThanOrEqualTo(10_000);
    over.countDown();
    Poll.until("everything", PATIENCE.multipliedBy(DUE / 2_500), () -> heard.size() == due);
    assertThat(due).isEqualTo(DUE);
    assertThat(arrivals).hasValue(due);
    assertThat(most).hasValue(IN_FLIGHT);
  }

  private double metric(String name) {
    return client()
        .get("/metrics")
        .expect(200)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private void subscribe(Receiver receiver, String type) {
    String unused = stage.shop().subscribe(receiver.url(), type);
  }

  private HttpClient client() {
    return new HttpClient(stage.wiring().gatewayUrl(), Wiring.API_KEY);
  }
}
