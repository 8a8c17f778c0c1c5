package dev.tillgate.system.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Many payers at once, each paying as fast as it is answered. */
final class PaymentLoad {
  private final URI provider;
  private final int payers;
  private final Supplier<String> keys;

  /**
   * @param keys a new idempotency key for each payment; asked by all payers at once
   */
  PaymentLoad(URI provider, int payers, Supplier<String> keys) {
    this.provider = provider;
    this.payers = payers;
    this.keys = keys;
  }

  /** Pays for so long; returns payments a second. Any failure ends the run with it. */
  double run(Payer.Manner manner, Duration length) throws InterruptedException {
    long begin = System.nanoTime();
    long deadline = begin + length.toNanos();
    List<Future<Long>> counts = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int i = 0; i < payers; i++) {
        counts.add(threads.submit(() -> payUntil(deadline, manner)));
      }
    }
    return sum(counts) / ((System.nanoTime() - begin) / 1e9);
  }

  private long payUntil(long deadline, Payer.Manner manner) throws IOException {
    long paid = 0;
    try (Payer payer = new Payer(provider, keys)) {
      while (System.nanoTime() < deadline) {
        payer.pay(manner);
        paid++;
      }
    }
    return paid;
  }

  private static long sum(List<Future<Long>> counts) throws InterruptedException {
    long sum = 0;
    try {
      for (Future<Long> count : counts) {
        sum += count.get();
      }
    } catch (ExecutionException e) {
      throw new UncheckedIOException(new IOException("a payment failed", e.getCause()));
    }
    return sum;
  }
}
