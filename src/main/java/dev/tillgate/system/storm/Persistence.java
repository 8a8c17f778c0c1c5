package dev.tillgate.system.storm;

import dev.tillgate.system.playground.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends a request again until the gateway has answered it: an order that nobody answered for may be
 * there or not, and only the same key finds out. Thread-safe.
 */
final class Persistence {
  private static final Duration BETWEEN = Duration.ofMillis(150);
  private static final Set<Integer> TURNED_AWAY = Set.of(429, 503);

  private final Duration patience;
  private final AtomicInteger repeats = new AtomicInteger();

  Persistence(Duration patience) {
    this.patience = patience;
  }

  /** The first answer that says what became of it. */
  Reply answer(String what, Supplier<Reply> request) {
    return until(what, request, reply -> true);
  }

  /**
   * The first answer of that kind.
   *
   * @throws IllegalStateException when none came in time, with the last that did
   */
  Reply until(String what, Supplier<Reply> request, Predicate<Reply> enough) {
    long deadline = System.nanoTime() + patience.toNanos();
    Optional<Reply> last = once(request);
    while (last.filter(enough).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "gave up %s; last heard: %s".formatted(what, last.map(Reply::body).orElse("nothing")));
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
      last = once(request);
    }
    return last.get();
  }

  private Optional<Reply> once(Supplier<Reply> request) {
    try {
      Reply reply = request.get();
      if (!isTurnedAway(reply)) {
        return Optional.of(reply);
      }
    } catch (UncheckedIOException killed) {
      // It comes back, and remembers what it has done under the key.
    }
    repeats.incrementAndGet();
    return Optional.empty();
  }

  private static boolean isTurnedAway(Reply reply) {
    return TURNED_AWAY.contains(reply.status())
        || (reply.status() == 409 && reply.text("/code").equals("idempotency-key-in-use"));
  }

  /** How often something had to be sent again. */
  int repeats() {
    return repeats.get();
  }
}
