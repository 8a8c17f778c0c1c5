package dev.tillgate.system.storm;

import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** The gateway as a process that is killed now and then, and starts again where it was. */
final class MortalGateway implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Wiring wiring;
  private final String orderTtl;
  private final AtomicReference<Server> server;
  private final AtomicInteger kills = new AtomicInteger();

  MortalGateway(Wiring wiring, Duration orderTtl) {
    this.wiring = wiring;
    this.orderTtl = "--order-ttl=" + orderTtl;
    this.server = new AtomicReference<>(start());
  }

  /**
   * Kills it at those moments, in their order; returns after the last, when it serves again.
   *
   * @param accepted how many orders there are
   * @param isOver whether there will be no more
   */
  void dieAt(List<Kill> moments, IntSupplier accepted, BooleanSupplier isOver)
      throws InterruptedException {
    for (Kill moment : moments) {
      while (accepted.getAsInt() < moment.orders() && !isOver.getAsBoolean()) {
        LockSupport.parkNanos(LOOK.toNanos());
      }
      LockSupport.parkNanos(moment.later().toNanos());
      server.get().kill();
      kills.incrementAndGet();
      server.set(start());
    }
  }

  int kills() {
    return kills.get();
  }

  private Server start() {
    return Server.gateway(wiring, orderTtl);
  }

  @Override
  public void close() throws InterruptedException {
    server.get().close();
  }
}
