package dev.tillgate.system.storm;

import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Balancer;
import dev.tillgate.system.process.Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The gateways as processes, behind one address, that are killed now and then and start again where
 * they were. One of them may be paused meanwhile, and the server of their database killed.
 */
final class Fleet implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(2);

  private final List<Wiring> wirings;
  private final Nodes nodes;
  private final List<String> flags;
  private final Balancer balancer;
  private final List<Server> servers = new CopyOnWriteArrayList<>();
  private final AtomicInteger kills = new AtomicInteger();
  // A node that starts needs the server of its database.
  private final ReentrantLock starting = new ReentrantLock();

  /** What goes on outside. */
  interface Course {
    /** How many orders there are. */
    int accepted();

    /** Whether there will be no more. */
    boolean isOver();
  }

  Fleet(Wiring wiring, Nodes nodes, Duration orderTtl) {
    this.nodes = nodes;
    this.flags = List.of("--order-ttl=" + orderTtl, "--node-lease=" + nodes.lease());
    wirings = Stream.generate(() -> wiring.at(Ports.free())).limit(nodes.count()).toList();
    wirings.forEach(node -> servers.add(start(node)));
    balancer = Balancer.start(wiring.port(), wirings.stream().map(Wiring::port).toList());
  }

  /**
   * Kills one after the other at those moments, and does what else the nodes suffer; returns when
   * all serve again.
   */
  void suffer(List<Kill> moments, Course course, int orders) throws InterruptedException {
    Thread paused = Thread.startVirtualThread(() -> pauseLast(course, orders / 4));
    Thread crashed = Thread.startVirtualThread(() -> crashServer(course, orders / 2));
    for (Kill moment : moments) {
      await(() -> course.accepted() >= moment.orders() || course.isOver());
      LockSupport.parkNanos(moment.later().toNanos());
      killNext();
    }
    crashed.join();
    paused.join();
  }

  /** Not the last while it is paused: so there is one that is killed never. */
  private void killNext() throws InterruptedException {
    int node = kills.getAndIncrement() % Math.max(1, nodes.count() - 1);
    servers.get(node).kill();
    starting.lock();
    try {
      servers.set(node, start(wirings.get(node)));
    } finally {
      starting.unlock();
    }
  }

  private void pauseLast(Course course, int orders) {
    if (nodes.pause().isZero()) {
      return;
    }
    await(() -> course.accepted() >= orders || course.isOver());
    int port = wirings.getLast().port();
    try {
      servers.getLast().pause();
      balancer.takeOut(port);
      HttpClient.hangUp();
      await(nodes.pause());
      servers.getLast().goOn();
      balancer.putBack(port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void crashServer(Course course, int orders) {
    nodes
        .serverCrash()
        .ifPresent(crash -> {
          await(() -> course.accepted() >= orders || course.isOver());
          starting.lock();
          try {
            crash.run();
          } finally {
            starting.unlock();
          }
        });
  }

  private static void await(BooleanSupplier moment) {
    while (!moment.getAsBoolean()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static void await(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await(() -> System.nanoTime() >= end);
  }

  int kills() {
    return kills.get();
  }

  private Server start(Wiring wiring) {
    return Server.gateway(wiring, flags.toArray(String[]::new));
  }

  @Override
  public void close() throws InterruptedException {
    balancer.close();
    for (Server server : servers) {
      server.close();
    }
  }
}
