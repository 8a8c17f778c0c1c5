package dev.tillgate.system.playground;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A subscriber that costs next to nothing, for thousands of webhooks a second: as much HTTP/1.1 as
 * the gateway's sender speaks, a virtual thread for each connection, and nothing kept.
 */
public final class Receiver implements AutoCloseable {
  private static final int BACKLOG = 1_024;
  private static final int LONGEST_HEAD = 16 << 10;
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket server;
  private final Taker taker;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /**
   * A webhook that has arrived.
   *
   * @param path in lower case, as the rest of the head
   * @param id of the event, the same on every attempt
   * @param nanos when its last byte was read, by {@link System#nanoTime()}
   */
  public record Arrival(String path, String id, String body, long nanos) {}

  /** What becomes of a webhook; called by many threads at a time. */
  @FunctionalInterface
  public interface Taker {
    /** The status it is answered with; it may take its time. */
    int take(Arrival arrival) throws InterruptedException;
  }

  private Receiver(ServerSocket server, Taker taker) {
    this.server = server;
    this.taker = taker;
  }

  /** Starts one on any free port of the loopback address. */
  public static Receiver start(Taker taker) {
    return start(0, taker);
  }

  /** Starts one on that port of the loopback address. */
  public static Receiver start(int port, Taker taker) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      Receiver receiver = new Receiver(new ServerSocket(port, BACKLOG, loopback), taker);
      Thread.ofVirtual().name("receiver").start(receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is told. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        connections.add(socket);
        Thread.ofVirtual().name("receiver-connection").start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // Whoever closed it knows.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), LONGEST_HEAD);
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        int status = taker.take(arrival(head, in));
        socket.getOutputStream().write(answer(status).getBytes(ISO_8859_1));
      }
    } catch (IOException | InterruptedException brokenOff) {
      // The gateway was killed, or this is closed: what had not arrived has not arrived.
    } finally {
      connections.remove(socket);
    }
  }

  private static Arrival arrival(String head, InputStream in) throws IOException {
    int length = Integer.parseInt(header(head, "content-length"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the body broke off");
    }
    String event = header(head, "webhook-id");
    return new Arrival(path(head), event, new String(body, ISO_8859_1), System.nanoTime());
  }

  private static String answer(int status) {
    return "HTTP/1.1 "
        + status
        + " Told"
        + (status == 204 ? "" : "\r\nContent-Length: 0")
        + END_OF_HEAD;
  }

  /** In lower case, with its end; empty when the connection has ended. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < END_OF_HEAD.length()) {
      int next = in.read();
      if (next < 0 || head.size() > LONGEST_HEAD) {
        return "";
      }
      head.write(next);
      matched = next == END_OF_HEAD.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  private static String path(String head) {
    int begin = head.indexOf(' ') + 1;
    return head.substring(begin, head.indexOf(' ', begin));
  }

  private static String header(String head, String name) {
    String before = "\r\n" + name + ": ";
    int at = head.indexOf(before);
    return at < 0 ? "0" : head.substring(at + before.length(), head.indexOf("\r\n", at + 2));
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
