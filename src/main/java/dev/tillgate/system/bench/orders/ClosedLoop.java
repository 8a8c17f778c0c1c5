package dev.tillgate.system.bench.orders;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Wiring;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Shoppers at work: each checks out, waits for its order to be confirmed, and checks out again. */
final class ClosedLoop {
  private static final double NANOS_A_SECOND = 1e9;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What each of them asks for. */
  static final String CHECKOUT =
      """
      {"items":[{"sku":"%s","quantity":1}],"currency":"usd",
      "customer":{"email":"ada@example.com"},"payment":{"method":"pm_card_visa"}}
      """
          .formatted(ShippedSite.SKU);

  private final int shoppers;
  private final BareClient client = new BareClient();

  /**
   * What came of it.
   *
   * @param perSecond orders, from the first checkout to the last webhook
   * @param answers until each {@code 201}
   * @param errors checkouts that were not answered so
   * @param cpuMillis of the site's process for each order
   */
  record Run(
      double perSecond, Latencies answers, int errors, double cpuMillis, Latencies callbacks) {}

  ClosedLoop(int shoppers) {
    this.shoppers = shoppers;
  }

  /** Checks out for so long. */
  Run run(Site site, Duration length) throws InterruptedException {
    Queue<Long> answers = new ConcurrentLinkedQueue<>();
    AtomicInteger errors = new AtomicInteger();
    int toldBefore = site.told();
    Duration cpuBefore = cpu(site);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < shoppers; i++) {
        threads.execute(() -> shop(site, begin + length.toNanos(), answers, errors));
      }
    }
    Poll.until("all webhooks", PATIENCE, () -> site.told() >= toldBefore + answers.size());
    double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
    return new Run(
        answers.size() / seconds,
        new Latencies(answers),
        errors.get(),
        (double) cpu(site).minus(cpuBefore).toMillis() / Math.max(1, answers.size()),
        new Latencies(site.acknowledgements()));
  }

  private void shop(Site site, long deadline, Queue<Long> answers, AtomicInteger errors) {
    while (System.nanoTime() < deadline) {
      long begin = System.nanoTime();
      if (checksOut(site)) {
        answers.add(System.nanoTime() - begin);
      } else {
        errors.incrementAndGet();
      }
    }
  }

  private boolean checksOut(Site site) {
    try {
      BareClient.Answer answer =
          client.post(
              site.url() + BareGateway.CHECKOUTS,
              CHECKOUT,
              UUID.randomUUID().toString(),
              "Authorization",
              "Bearer " + Wiring.API_KEY,
              "Prefer",
              "wait=30");
      return answer.status() == 201 && answer.body().contains("\"status\":\"confirmed\"");
    } catch (UncheckedIOException noAnswer) {
      return false;
    }
  }

  private static Duration cpu(Site site) {
    return ProcessHandle.of(site.pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }
}
