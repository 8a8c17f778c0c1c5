package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Wishes;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@DisplayName(
    "FLT-E09: what is wrong with a receiver's TLS is a failure that says which check failed")
class TlsTest {
  private static final String NAME = "hooks.test";
  private static final String BIG_REPLY =
      "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n" + "y".repeat(60_000);
  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("test authority").build();

  // A record of TLS 1.0 with the ServerHello of one who knows no later version.
  private static final byte[] SERVER_HELLO_OF_TLS_1_0 =
      ByteBuffer.allocate(47)
          .put(new byte[] {22, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1})
          .put(new byte[32])
          .put(new byte[] {0, (byte) 0xc0, 0x13, 0})
          .array();
  private static final byte[] ALERT_PROTOCOL_VERSION = {21, 3, 1, 0, 2, 2, 70};

  private final HttpSender sender =
      new HttpSender(
          new HttpSender.Network(
              new EgressGuard(true, Set::of),
              host -> List.of(InetAddress.getLoopbackAddress()),
              (connect, target, timeout) -> connect.to(target, timeout),
              new Trust(
                  new HandshakeCertificates.Builder()
                      .addTrustedCertificate(AUTHORITY.certificate())
                      .build()
                      .trustManager())),
          Duration.ofSeconds(10),
          at -> List.of());

  @Test
  @DisplayName("a certificate for this host, signed by an authority: delivered, and kept alive")
  void inOrder() throws IOException {
    try (RawReceiver receiver = receiver(signed(NAME).build(), BIG_REPLY)) {
      for (int i = 0; i < 12; i++) { // In all more than one reply may bring.
        assertThat(send(receiver.port()))
            .isEqualTo(new Reply.Answered(200, Wishes.NONE, "y".repeat(1_024)));
      }
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @Test
  @DisplayName("FLT-E09: a certificate for another host is refused")
  void anotherHostsCertificate() throws IOException {
    assertThat(errorWith(signed("other.test").build()))
        .startsWith("TLS: the certificate is for another host: Hostname hooks.test not verified")
        .contains("other.test");
  }

  @Test
  @DisplayName("FLT-E09: a self-signed certificate is refused")
  void aSelfSignedCertificate() throws IOException {
    assertThat(errorWith(new HeldCertificate.Builder().addSubjectAlternativeName(NAME).build()))
        .startsWith("TLS: nobody we trust has signed the certificate:");
  }

  @Test
  void aCertificateThatHasExpiredOrIsNotValidYet() throws IOException {
    long now = Instant.now().toEpochMilli();

    assertThat(errorWith(signed(NAME).validityInterval(now - 2_000_000, now - 1_000_000).build()))
        .startsWith("TLS: the certificate has expired:");
    assertThat(errorWith(signed(NAME).validityInterval(now + 1_000_000, now + 2_000_000).build()))
        .startsWith("TLS: the certificate is not valid yet:");
  }

  @Test
  @DisplayName("FLT-E09: a receiver that knows only TLS 1.0 is refused")
  void aReceiverThatKnowsOnlyTls10() throws Exception {
    assertThat(errorAfterHello(SERVER_HELLO_OF_TLS_1_0).error())
        .startsWith("TLS: TLS 1.2 or newer is needed:");
    assertThat(errorAfterHello(ALERT_PROTOCOL_VERSION).error())
        .startsWith("TLS: TLS 1.2 or newer is needed:");
  }

  @Test
  @DisplayName("only TLS 1.3 and 1.2 are offered")
  void whatIsOffered() throws Exception {
    byte[] hello = errorAfterHello(ALERT_PROTOCOL_VERSION).hello();

    // The extension supported_versions (RFC 8446, 4.2.1): two versions in four bytes.
    assertThat(hello).containsSequence(0, 43, 0, 5, 4, 3, 4, 3, 3);
  }

  @Test
  void aReceiverThatSpeaksNoTls() throws Exception {
    assertThat(errorAfterHello("HTTP/1.1 400 Bad\r\n\r\n".getBytes()).error()).startsWith("TLS: ");
  }

  private record Refused(String error, byte[] hello) {}

  private Refused errorAfterHello(byte[] answer) throws Exception {
    try (ServerSocket old = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Reply> reply =
          CompletableFuture.supplyAsync(() -> send(old.getLocalPort()));
      try (Socket connection = old.accept()) {
        DataInputStream in = new DataInputStream(connection.getInputStream());
        in.skipNBytes(3);
        byte[] hello = in.readNBytes(in.readUnsignedShort());
        connection.getOutputStream().write(answer);
        return new Refused(((Reply.Unanswered) reply.get()).error(), hello);
      }
    }
  }

  private String errorWith(HeldCertificate certificate) throws IOException {
    try (RawReceiver receiver = receiver(certificate, BIG_REPLY)) {
      Reply reply = send(receiver.port());

      assertThat(receiver.requests).hasValue(0);
      return ((Reply.Unanswered) reply).error();
    }
  }

  private static RawReceiver receiver(HeldCertificate shown, String reply) throws IOException {
    return new RawReceiver(
        new HandshakeCertificates.Builder().heldCertificate(shown).build().sslContext(),
        RawReceiver.text(reply));
  }

  private static HeldCertificate.Builder signed(String host) {
    return new HeldCertificate.Builder().addSubjectAlternativeName(host).signedBy(AUTHORITY);
  }

  private Reply send(int port) {
    return sender.send(
        Messages.message("https://" + NAME + ":" + port + "/", Map.of(), Messages.secret(1, null)));
  }
}
