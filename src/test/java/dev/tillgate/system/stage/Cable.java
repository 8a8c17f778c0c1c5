package dev.tillgate.system.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way from one gateway to the database. Cut, it lets nothing through, not even that somebody
 * has hung up; mended, it lets through what was sent meanwhile, as TCP does.
 */
public final class Cable implements AutoCloseable {
  private static final int BUFFER = 65_536;

  private final ServerSocket door;
  private final URI server;
  private final String url;
  private final AtomicReference<CountDownLatch> way = new AtomicReference<>(new CountDownLatch(0));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Cable(String url, ServerSocket door) {
    this.door = door;
    this.server = URI.create(url.substring("jdbc:".length()));
    this.url = url.replace(":" + server.getPort() + "/", ":" + door.getLocalPort() + "/");
  }

  /** One to the database at that URL. */
  public static Cable to(String url) {
    try {
      Cable cable = new Cable(url, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      cable.threads.execute(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database's URL at this end. */
  public String url() {
    return url;
  }

  public void cut() {
    way.set(new CountDownLatch(1));
  }

  public void mend() {
    way.get().countDown();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        threads.execute(() -> join(client));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void join(Socket client) {
    try {
      way.get().await();
      Socket behind = new Socket(server.getHost(), server.getPort());
      threads.execute(() -> pump(behind, client));
      pump(client, behind);
    } catch (IOException | InterruptedException e) {
      // There is no server, or the test is over: whoever waits at the other end sees it.
    }
  }

  private void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[BUFFER];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        way.get().await();
        out.write(bytes, 0, read);
      }
      way.get().await();
    } catch (IOException | InterruptedException over) {
      // So is the connection.
    }
  }

  @Override
  public void close() throws IOException {
    mend();
    door.close();
    threads.shutdownNow();
  }
}
