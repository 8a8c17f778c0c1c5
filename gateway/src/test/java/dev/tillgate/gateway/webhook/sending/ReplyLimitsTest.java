package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reply may cost us: bytes and time, whatever the receiver sends. */
class ReplyLimitsTest {
  private static final int CAP = 64 << 10;
  // What the two kernels hold on the way besides; far less than what comes in 100 ms.
  private static final long TAKEN_AT_MOST = 12L << 20;
  private static final String OK_HEAD = "HTTP/1.1 200 OK\r\n";

  private final HttpSender sender = sender(Duration.ofSeconds(20));

  @ParameterizedTest
  @DisplayName("an ordinary reply, up to 64 KiB, leaves its connection to the next send")
  @CsvSource({"0, false", "2, false", "65536, false", "2, true", "65536, true"})
  void keepAlive(int bytes, boolean chunked) throws IOException {
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(reply(bytes, chunked)))) {
      for (int i = 0; i < 12; i++) { // In all more than one reply may bring.
        assertThat(send(receiver)).isInstanceOf(Reply.Answered.class);
      }

      assertThat(receiver.requests).hasValue(12);
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @ParameterizedTest
  @DisplayName("a reply over 64 KiB costs its connection")
  @ValueSource(booleans = {false, true})
  void overTheCap(boolean chunked) throws IOException {
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(reply(CAP + 10_000, chunked)))) {
      send(receiver);
      send(receiver);

      assertThat(receiver.connections).hasValue(2);
    }
  }

  @ParameterizedTest
  @DisplayName("FLT-O15: of a reply without end 64 KiB are read and 1 KiB kept")
  @ValueSource(
      strings = {
        "Content-Length: 10737418240\r\n\r\n|y",
        "Content-Length: 10737418240\r\nContent-Encoding: gzip\r\n\r\n|y",
        "Connection: close\r\n\r\n|y",
        "Transfer-Encoding: chunked\r\n\r\n|1000\r\n",
        "Transfer-Encoding: chunked\r\n\r\n|1;y\r\ny\r\n"
      })
  void endlessBody(String form) throws Exception {
    String[] parts = form.split("\\|", -1);
    String piece = parts[1].startsWith("1000") ? parts[1] + "y".repeat(4096) + "\r\n" : parts[1];

    Taken taken = take(OK_HEAD + parts[0], piece.length() > 100 ? piece : piece.repeat(8_192));

    assertThat(taken.reply())
        .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.body()).hasSize(1_024));
    assertThat(taken.bytes()).isLessThan(TAKEN_AT_MOST);
  }

  @Test
  @DisplayName("FLT-O15: a reply that would unpack to a thousand times its size stays packed")
  void gzipBomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[10 << 20]);
    }
    String head = "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n";
    String reply = OK_HEAD + head + packed.toString(StandardCharsets.ISO_8859_1);
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(reply))) {
      assertThat(send(receiver))
          .isInstanceOfSatisfying(
              Reply.Answered.class, r -> assertThat(r.body()).contains("\u001f"));
    }
  }

  @ParameterizedTest
  @DisplayName("FLT-O15: a head without end is no answer and is not taken in")
  @ValueSource(strings = {"X-A: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n", "y"})
  void endlessHead(String piece) throws Exception {
    Taken taken = take(OK_HEAD, piece.repeat(1_000));

    assertThat(taken.reply()).isInstanceOf(Reply.Unanswered.class);
    assertThat(taken.bytes()).isLessThan(TAKEN_AT_MOST);
  }

  @Test
  @DisplayName("FLT-O15: interim answers without end are no answer")
  void endlessContinue() throws Exception {
    Taken taken = take("", "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000));

    assertThat(taken.reply()).isInstanceOf(Reply.Unanswered.class);
    assertThat(taken.bytes()).isLessThan(TAKEN_AT_MOST);
  }

  @Test
  @DisplayName("FLT-O15: a chunk's line without end is not taken in; the status line counts")
  void endlessChunkLine() throws Exception {
    Taken taken = take(OK_HEAD + "Transfer-Encoding: chunked\r\n\r\n5;", "y".repeat(8_192));

    assertThat(taken.reply())
        .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.isSuccess()).isTrue());
    assertThat(taken.bytes()).isLessThan(TAKEN_AT_MOST);
  }

  @Test
  @Timeout(10)
  @DisplayName("FLT-O05: a head that drips ends at the deadline and is no answer")
  void drippingHead() throws IOException {
    try (RawReceiver receiver = new RawReceiver((request, to) -> drip(OK_HEAD + "X: ", to))) {
      assertThat(send(receiver, sender(Duration.ofMillis(600))))
          .isEqualTo(new Reply.Unanswered("timeout while waiting for the reply"));
      assertThat(receiver.requests).hasValue(1);
    }
  }

  @Test
  @Timeout(10)
  @DisplayName("FLT-O05: a body that drips after a 200 ends at the deadline and is delivered")
  void drippingBody() throws IOException {
    String head = OK_HEAD + "Content-Length: 1000000\r\n\r\n";
    RawReceiver.Answer answer =
        (request, to) -> {
          to.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
          drip("y".repeat(1_000), to);
        };
    try (RawReceiver receiver = new RawReceiver(answer)) {
      assertThat(send(receiver, sender(Duration.ofMillis(600))))
          .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.isSuccess()).isTrue());
    }
  }

  private record Taken(Reply reply, long bytes) {}

  private Taken take(String head, String piece) throws Exception {
    CompletableFuture<Long> written = new CompletableFuture<>();
    RawReceiver.Answer answer =
        (request, to) -> {
          to.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
          written.complete(RawReceiver.endless(to.getOutputStream(), piece));
        };
    try (RawReceiver receiver = new RawReceiver(answer)) {
      Reply reply = send(receiver);
      return new Taken(reply, written.get(10, TimeUnit.SECONDS));
    }
  }

  /** A byte at a time, each after the other side has said nothing for a while. */
  private static void drip(String text, Socket to) throws IOException {
    to.setSoTimeout(50);
    to.setTcpNoDelay(true);
    for (byte one : text.getBytes(StandardCharsets.ISO_8859_1)) {
      to.getOutputStream().write(one);
      try {
        to.getInputStream().read();
        return; // It let go.
      } catch (SocketTimeoutException stillThere) {
        // The next byte.
      }
    }
  }

  private static String reply(int bytes, boolean chunked) {
    String body = "y".repeat(bytes);
    if (!chunked) {
      return OK_HEAD + "Content-Length: " + bytes + "\r\n\r\n" + body;
    }
    String chunk = bytes == 0 ? "" : Integer.toHexString(bytes) + "\r\n" + body + "\r\n";
    return OK_HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n";
  }

  private Reply send(RawReceiver receiver) {
    return send(receiver, sender);
  }

  private static Reply send(RawReceiver receiver, HttpSender sender) {
    return sender.send(Messages.message(receiver.url(), Map.of(), Messages.secret(1, null)));
  }

  private static HttpSender sender(Duration deadline) {
    return new HttpSender(
        HttpSender.Network.real(new EgressGuard(true, Set::of)), deadline, at -> List.of());
  }
}
