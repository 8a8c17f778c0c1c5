package dev.tillgate.system.storm;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says how far it has come, with the time since it began. */
final class Progress {
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final Consumer<String> out;
  private final long begin = System.nanoTime();

  Progress(Consumer<String> out) {
    this.out = out;
  }

  void say(String text) {
    out.accept("%5d s  %s".formatted(elapsed().toSeconds(), text));
  }

  /** Says it every few seconds until it is closed. */
  ScheduledExecutorService every(Supplier<String> text) {
    ScheduledExecutorService ticker =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    long seconds = BETWEEN.toSeconds();
    var unused =
        ticker.scheduleAtFixedRate(() -> say(text.get()), seconds, seconds, TimeUnit.SECONDS);
    return ticker;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
