package dev.tillgate.system.bench.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before a server and takes the time from the first byte of a request to the first of its
 * answer; for clients that send one request at a time on a connection. The bytes are not read.
 */
final class Tap implements AutoCloseable {
  private static final int BACKLOG = 1_024;
  private static final int BUFFER = 16 << 10;
  private static final long NONE = Long.MIN_VALUE;

  private final ServerSocket door;
  private final URI server;
  private final Queue<Long> waits = new ConcurrentLinkedQueue<>();

  private Tap(ServerSocket door, URI server) {
    this.door = door;
    this.server = server;
  }

  /** Before the server at that URL, which need not be there yet. */
  static Tap before(URI server) {
    try {
      Tap tap = new Tap(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), server);
      Thread unused = Thread.ofVirtual().name("tap").start(tap::accept);
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same path of the server, through here. */
  URI url(URI there) {
    return URI.create("http://127.0.0.1:" + door.getLocalPort() + there.getPath());
  }

  /** The waits since this was last asked, in nanoseconds. */
  List<Long> take() {
    List<Long> taken = new ArrayList<>();
    for (Long next = waits.poll(); next != null; next = waits.poll()) {
      taken.add(next);
    }
    return taken;
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        Socket behind = new Socket(server.getHost(), server.getPort());
        AtomicLong asked = new AtomicLong(NONE);
        Thread unused1 = Thread.ofVirtual().start(() -> relay(client, behind, () -> begin(asked)));
        Thread unused2 = Thread.ofVirtual().start(() -> relay(behind, client, () -> end(asked)));
      }
    } catch (IOException closed) {
      // Whoever closed it knows.
    }
  }

  private static void begin(AtomicLong asked) {
    asked.compareAndSet(NONE, System.nanoTime());
  }

  private void end(AtomicLong asked) {
    long since = asked.getAndSet(NONE);
    if (since != NONE) {
      waits.add(System.nanoTime() - since);
    }
  }

  private static void relay(Socket from, Socket to, Runnable seen) {
    try (from;
        to) {
      to.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[BUFFER];
      for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
        seen.run();
        out.write(bytes, 0, read);
      }
    } catch (IOException broken) {
      // Either side is gone; the other is closed.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
