package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Wishes;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import okhttp3.Dns;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One attempt is one request on the wire, and a person can read how it ended. */
@Timeout(20)
class OneSendTest {
  private static final Dns LOOPBACK = host -> List.of(InetAddress.getLoopbackAddress());
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final HttpSender sender =
      new HttpSender(
          HttpSender.Network.real(new EgressGuard(true, Set::of)),
          Duration.ofSeconds(5),
          at -> List.of());

  @ParameterizedTest
  @DisplayName("rulings 24: whatever is answered, one attempt is one request")
  @CsvSource({
    "408, 0",
    "408, ''",
    "421, ''",
    "425, ''",
    "429, 0",
    "500, 0",
    "503, 0",
    "503, ''",
    "503, 1000000000000",
    "301, ''",
    "307, ''",
    "308, 0",
    "401, ''",
    "407, ''",
    "101, ''"
  })
  void whateverIsAnswered(int status, String retryAfter) throws IOException {
    String reply =
        "HTTP/1.1 %d X\r\nRetry-After: %s\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
            .formatted(status, retryAfter);
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(reply))) {
      Reply answered = send(receiver);

      assertThat(answered)
          .isInstanceOfSatisfying(
              Reply.Answered.class,
              r -> {
                assertThat(r.status()).isEqualTo(status);
                assertThat(r.wishes().retryAfter()).isEqualTo(retryAfter);
              });
      assertThat(receiver.requests).hasValue(1);
    }
  }

  @ParameterizedTest
  @DisplayName("a pooled connection its receiver has closed meanwhile fails; nothing is sent twice")
  @CsvSource({"true", "false"})
  void staleConnection(boolean reset) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    RawReceiver.Answer answerAndClose =
        (request, to) -> {
          to.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
          if (request == 1) {
            to.getOutputStream().flush();
            to.getInputStream(); // Everything was read, so a close alone is an orderly end.
            end(to, reset);
            closed.countDown();
          }
        };
    try (RawReceiver receiver = new RawReceiver(answerAndClose)) {
      Reply first = send(receiver);
      closed.await();
      Reply second = send(receiver);
      int sendsSeen = receiver.requests.get();
      Reply third = send(receiver);

      assertThat(third).isEqualTo(new Reply.Answered(200, Wishes.NONE, ""));
      if (first instanceof Reply.Answered) {
        assertThat(second).isInstanceOf(Reply.Unanswered.class);
        assertThat(sendsSeen).isEqualTo(1);
        assertThat(receiver.connections).hasValue(2);
      }
    }
  }

  @Test
  @DisplayName("a request that was read and then reset on a kept connection is not sent again")
  void resetAfterReading() throws IOException {
    RawReceiver.Answer secondIsReset =
        (request, to) -> {
          if (request == 2) {
            end(to, true);
          } else {
            to.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
          }
        };
    try (RawReceiver receiver = new RawReceiver(secondIsReset)) {
      send(receiver);

      assertThat(send(receiver)).isInstanceOf(Reply.Unanswered.class);
      assertThat(receiver.requests).hasValue(2);
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @ParameterizedTest
  @DisplayName("a 2xx status line is an answer, even of a reply the client cannot bear")
  @CsvSource({"204, 2", "205, 2", "200, 2"})
  void aBodyWhereNoneMayBe(int status, int length) throws IOException {
    String reply = "HTTP/1.1 " + status + " X\r\nContent-Length: " + length + "\r\n\r\nok";
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(reply))) {
      assertThat(send(receiver))
          .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.isSuccess()).isTrue());
    }
  }

  @Test
  @DisplayName("FLT-O07: a redirect to 169.254.169.254 is not dialled; the attempt says where to")
  void redirectToTheMetadataAddress() throws IOException {
    List<String> dialled = new ArrayList<>();
    HttpSender recording = Messages.recording(dialled, true, LOOPBACK);
    String reply =
        "HTTP/1.1 301 X\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n";
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(reply))) {
      Reply answered = send(receiver, recording);

      assertThat(answered)
          .isInstanceOfSatisfying(
              Reply.Answered.class,
              r ->
                  assertThat(r.words())
                      .isEqualTo(
                          "the receiver answered 301, a redirect to"
                              + " http://169.254.169.254/latest/, which is not followed"));
      assertThat(dialled).containsExactly("127.0.0.1:" + receiver.port());
    }
  }

  @ParameterizedTest
  @DisplayName("what a reply asks by webhook-delivery is heard, alone or in a list")
  @CsvSource(
      delimiter = '|',
      value = {
        "webhook-delivery: disable | true | false",
        "Webhook-Delivery: Disable | true | false",
        "webhook-delivery: abort-message | false | true",
        "webhook-delivery: abort-message, disable | true | true",
        "webhook-delivery: abort-message%nwebhook-delivery: disable | true | true",
        "webhook-delivery: disabled | false | false",
        "webhook-delivery: | false | false",
        "webhook-id: disable | false | false"
      })
  void wishes(String headers, boolean disable, boolean abort) throws IOException {
    String lines = headers.replace("%n", "\r\n");
    String reply = "HTTP/1.1 500 X\r\n" + lines + "\r\nContent-Length: 0\r\n\r\n";
    try (RawReceiver receiver = new RawReceiver(RawReceiver.text(reply))) {
      assertThat(send(receiver))
          .isEqualTo(new Reply.Answered(500, new Wishes(null, null, disable, abort), ""));
    }
  }

  @Test
  @DisplayName("FLT-O06: accepted and never answered: a timeout that says so, one request")
  void silence() throws IOException {
    try (RawReceiver receiver = new RawReceiver((request, to) -> to.getInputStream().read())) {
      HttpSender hasty =
          new HttpSender(
              HttpSender.Network.real(new EgressGuard(true, Set::of)),
              Duration.ofMillis(400),
              at -> List.of());

      assertThat(send(receiver, hasty))
          .isEqualTo(new Reply.Unanswered("timeout while waiting for the reply"));
      assertThat(receiver.requests).hasValue(1);
    }
  }

  @Test
  void aResetASilentEndAndGarbageAreToldApart() throws IOException {
    assertThat(error((request, to) -> end(to, true)))
        .startsWith("the connection broke while waiting for the reply:");
    assertThat(error((request, to) -> end(to, false)))
        .isEqualTo("the connection was closed while waiting for the reply");
    assertThat(error(RawReceiver.text("SSH-2.0-x\r\n\r\n"))).startsWith("not an HTTP answer:");
  }

  @Test
  void aNameWithoutAddressARefusalAndATimeoutAreToldApart() {
    Dns nobody =
        host -> {
          throw new UnknownHostException(host);
        };

    assertThat(dialling(nobody, new ConnectException("unused")))
        .isEqualTo("the host name has no address: a.test");
    assertThat(dialling(LOOPBACK, new ConnectException("Connection refused")))
        .isEqualTo("could not connect: Connection refused");
    assertThat(dialling(LOOPBACK, new SocketTimeoutException("connect timed out")))
        .isEqualTo("timeout while connecting");
  }

  private static String dialling(Dns names, IOException failure) {
    HttpSender failing =
        new HttpSender(
            new HttpSender.Network(
                new EgressGuard(true, Set::of),
                names,
                (connect, target, timeout) -> {
                  throw failure;
                },
                Trust.ofTheMachine()),
            Duration.ofSeconds(5),
            at -> List.of());
    Reply reply =
        failing.send(Messages.message("http://a.test/", Map.of(), Messages.secret(1, null)));
    return ((Reply.Unanswered) reply).error();
  }

  private String error(RawReceiver.Answer answer) throws IOException {
    try (RawReceiver receiver = new RawReceiver(answer)) {
      return ((Reply.Unanswered) send(receiver)).error();
    }
  }

  private static void end(Socket connection, boolean reset) throws IOException {
    if (reset) {
      connection.setSoLinger(true, 0);
    }
    connection.close();
  }

  private Reply send(RawReceiver receiver) {
    return send(receiver, sender);
  }

  private static Reply send(RawReceiver receiver, HttpSender by) {
    return by.send(Messages.message(receiver.url(), Map.of(), Messages.secret(1, null)));
  }
}
