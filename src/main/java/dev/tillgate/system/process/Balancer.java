package dev.tillgate.system.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands in front of several nodes: each connection goes to the next of them that takes it.
 * Thread-safe.
 */
public final class Balancer implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final int CONNECT_MILLIS = 500;

  private final ServerSocket front;
  private final List<Integer> ports;
  private final Set<Integer> out = ConcurrentHashMap.newKeySet();
  private final Map<Socket, Integer> backs = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Balancer(ServerSocket front, List<Integer> ports) {
    this.front = front;
    this.ports = List.copyOf(ports);
  }

  /** One on that port of the loopback address, before servers on those ports of it. */
  public static Balancer start(int port, List<Integer> ports) {
    try {
      ServerSocket front = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
      Balancer balancer = new Balancer(front, ports);
      balancer.threads.execute(balancer::accept);
      return balancer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its health check failed: it gets nothing more, and what is with it is cut. */
  public void takeOut(int port) {
    out.add(port);
    backs.forEach((back, to) -> {
      if (to == port) {
        hangUp(back);
      }
    });
  }

  /** It is well again. */
  public void putBack(int port) {
    out.remove(port);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = front.accept();
        threads.execute(() -> join(client));
      }
    } catch (IOException closed) {
      hangUpAll();
    }
  }

  private void join(Socket client) {
    for (int tries = 0; tries < ports.size(); tries++) {
      int port = ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
      Socket back = new Socket();
      if (!out.contains(port) && connects(back, port)) {
        backs.put(back, port);
        threads.execute(() -> pump(back, client));
        pump(client, back);
        backs.remove(back);
        return;
      }
      hangUp(back);
    }
    hangUp(client);
  }

  private static boolean connects(Socket back, int port) {
    try {
      back.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** When either side hangs up, the other is told. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException over) {
      // So is the connection.
    }
  }

  private void hangUpAll() {
    backs.keySet().forEach(Balancer::hangUp);
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      front.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hangUpAll();
    threads.shutdownNow();
  }
}
