package dev.tillgate.gateway.platform.store.postgres;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a client and the server, and breaks a connection at a {@code COMMIT}, or lets
 * nothing through.
 */
final class CommitCutter implements Closeable {
  private enum Cut {
    NONE,
    ANSWER,
    COMMIT
  }

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
  private final AtomicReference<CountDownLatch> way = new AtomicReference<>(new CountDownLatch(0));
  private final Semaphore arrivals = new Semaphore(0);
  private final URI server;
  private final String url;

  private CommitCutter(String url) throws IOException {
    server = URI.create(url.substring("jdbc:".length()));
    this.url = url.replace(":" + server.getPort() + "/", ":" + door.getLocalPort() + "/");
    Thread unused = Thread.ofVirtual().start(this::accept);
  }

  static CommitCutter before(String url) throws IOException {
    return new CommitCutter(url);
  }

  String url() {
    return url;
  }

  /** Whether what was asked for has come to pass. */
  boolean hasCut() {
    return next.get() == Cut.NONE;
  }

  void loseTheAnswerToTheNextCommit() {
    next.set(Cut.ANSWER);
  }

  void loseTheNextCommit() {
    next.set(Cut.COMMIT);
  }

  /** Waits for the next connection that was not waited for yet. */
  void awaitArrival() throws InterruptedException {
    arrivals.acquire();
  }

  /** From now on nothing arrives on either side, and neither is told. */
  void goDark() {
    way.set(new CountDownLatch(1));
  }

  /** What was sent meanwhile arrives. */
  void goOn() {
    way.get().countDown();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        arrivals.release();
        Socket behind = new Socket(server.getHost(), server.getPort());
        AtomicReference<Cut> due = new AtomicReference<>(Cut.NONE);
        Thread.ofVirtual().start(() -> relay(client, behind, due, true));
        Thread.ofVirtual().start(() -> relay(behind, client, due, false));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void relay(Socket from, Socket to, AtomicReference<Cut> due, boolean fromClient) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[65_536];
      for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
        if (fromClient && isCommit(bytes, read)) {
          due.set(next.getAndSet(Cut.NONE));
        }
        if (due.get() == Cut.COMMIT || (due.get() == Cut.ANSWER && !fromClient)) {
          return;
        }
        way.get().await();
        out.write(bytes, 0, read);
      }
    } catch (IOException | InterruptedException broken) {
      // Either side is gone; the other is closed.
    }
  }

  /**
   * The driver prepares its COMMIT as the first statement with a name, and later sends the name.
   */
  private static boolean isCommit(byte[] bytes, int length) {
    String sent = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    return sent.contains("COMMIT") || sent.contains("\0S_1\0");
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
