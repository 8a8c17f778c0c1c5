package dev.tillgate.system.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * One kept connection that speaks as much HTTP/1.1 as a measured server needs, because a full
 * client beside the server would take as much of the machine as the server does. For one thread.
 */
final class Exchange implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final int LONGEST_HEAD = 8192;

  private final Socket socket;
  private final InputStream in;
  private final String head;

  /**
   * @param headers lines that every request carries
   */
  Exchange(URI server, List<String> headers) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
    this.head = "Host: " + server.getAuthority() + "\r\n" + String.join("\r\n", headers);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 2 * LONGEST_HEAD);
  }

  /** Posts a form under an idempotency key; any status but 200 is an {@link IOException}. */
  String post(String path, String form, String key) throws IOException {
    String request =
        "POST %s HTTP/1.1\r\n%s\r\nIdempotency-Key: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, head, key, form.length(), form);
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    String answer = head();
    String body = new String(in.readNBytes(lengthIn(answer)), UTF_8);
    if (!answer.startsWith("http/1.1 200 ")) {
      throw new IOException(answer.lines().findFirst().orElse("") + " " + body);
    }
    return body;
  }

  private String head() throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n", Math.max(0, answer.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0 || answer.length() > LONGEST_HEAD) {
        throw new EOFException("the answer broke off after: " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString().toLowerCase(Locale.ROOT);
  }

  private static int lengthIn(String head) throws IOException {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new IOException("no length in: " + head);
    }
    return Integer.parseInt(head.substring(at + LENGTH.length(), head.indexOf("\r\n", at)).strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
