package dev.tillgate.gateway.webhook.sending;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A receiver made of bytes: counts connections and requests, and answers as it is told. */
final class RawReceiver implements AutoCloseable {
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();

  /** How many connections are over, seen from this side. */
  final AtomicInteger ended = new AtomicInteger();

  private final ServerSocket listening;
  private final Answer answer;

  /** Writes the answer to one request; may close the connection, or never come back. */
  @FunctionalInterface
  interface Answer {
    void to(int request, Socket connection) throws IOException;
  }

  RawReceiver(Answer answer) throws IOException {
    this(InetAddress.getLoopbackAddress(), answer);
  }

  RawReceiver(InetAddress at, Answer answer) throws IOException {
    this(new ServerSocket(0, 50, at), answer);
  }

  RawReceiver(SSLContext context, Answer answer) throws IOException {
    this(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        answer);
  }

  private RawReceiver(ServerSocket listening, Answer answer) {
    this.listening = listening;
    this.answer = answer;
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers each request with these bytes. */
  static Answer text(String reply) {
    return (request, connection) ->
        connection.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
  }

  int port() {
    return listening.getLocalPort();
  }

  String url() {
    return "http://" + listening.getInetAddress().getHostAddress() + ":" + port() + "/";
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listening.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      while (readRequest(in)) {
        answer.to(requests.incrementAndGet(), connection);
      }
    } catch (IOException gone) {
      // What the sender does with its connection is the sender's affair.
    } finally {
      ended.incrementAndGet();
    }
  }

  private static boolean readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    String length =
        lower.substring(lower.indexOf("content-length:") + 15).lines().findFirst().get();
    in.readNBytes(Integer.parseInt(length.strip()));
    return true;
  }

  /** Writes the same bytes until the other side lets go, and counts those it could write. */
  static long endless(OutputStream out, String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
    long written = 0;
    try {
      while (true) {
        out.write(bytes);
        written += bytes.length;
      }
    } catch (IOException letGo) {
      return written;
    }
  }
}
