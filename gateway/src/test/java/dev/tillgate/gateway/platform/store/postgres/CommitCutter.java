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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and the server, and breaks a connection at a {@code COMMIT}, or lets
 * nothing through.
 */
final class CommitCutter implements Closeable {
  private enum Cut {
    NONE,
    ANSWER,
    COMMIT,
    LIGHT
  }

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
  private final AtomicReference<CountDownLatch> way = new AtomicReference<>(new CountDownLatch(0));
  private final Semaphore dark = new Semaphore(0);
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

  /** Neither the next commit nor anything after it arrives, until it goes on. */
  void goDarkAtTheNextCommit() {
    next.set(Cut.LIGHT);
  }

  void awaitDark() throws InterruptedException {
    dark.acquire();
  }

  /** What has connected until now is not waited for. */
  void forgetArrivals() {
    arrivals.drainPermits();
  }

  /** Waits for a connection that was neither waited for nor forgotten yet. */
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
        connect(client);
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void connect(Socket client) throws IOException {
    try {
      Socket behind = new Socket(server.getHost(), server.getPort());
      Way there = new Way();
      Thread.ofVirtual().start(() -> relay(client, behind, there, true));
      Thread.ofVirtual().start(() -> relay(behind, client, there, false));
    } catch (IOException nobodyThere) {
      // Or a server that ends: it takes the connection and resets it.
      client.close();
    }
  }

  private void relay(Socket from, Socket to, Way connection, boolean fromClient) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[65_536];
      for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
        if (fromClient && connection.isCommit(bytes, read)) {
          connection.due.set(next.getAndSet(Cut.NONE));
        }
        Cut due = connection.due.get();
        if (due == Cut.COMMIT || (due == Cut.ANSWER && !fromClient)) {
          return;
        }
        if (due == Cut.LIGHT && connection.due.compareAndSet(due, Cut.NONE)) {
          goDark();
          dark.release();
        }
        way.get().await();
        out.write(bytes, 0, read);
      }
    } catch (IOException | InterruptedException broken) {
      // Either side is gone; the other is closed.
    }
  }

  /** One connection: what is to be cut, and by which name the server knows its COMMIT. */
  private static final class Way {
    // Parse: the statement's name and its text; later it is sent by its name alone.
    private static final Pattern PREPARED = Pattern.compile("(S_\\d+)\0COMMIT\0");

    private final AtomicReference<Cut> due = new AtomicReference<>(Cut.NONE);
    private final AtomicReference<String> name = new AtomicReference<>("COMMIT");

    boolean isCommit(byte[] bytes, int length) {
      String sent = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      Matcher prepared = PREPARED.matcher(sent);
      if (prepared.find()) {
        name.set('\0' + prepared.group(1) + '\0');
      }
      return sent.contains("COMMIT") || sent.contains(name.get());
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
