package dev.tillgate.gateway.payment.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.INTENT;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.KEY;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.confirmation;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.newIntent;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.payment.provider.PspAnswer.NotSent;
import dev.tillgate.gateway.payment.provider.PspAnswer.Told;
import dev.tillgate.gateway.payment.provider.PspAnswer.Unknown;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapter makes of a network that breaks, and that it never sends twice by itself. */
@Timeout(30)
class StripePspFaultTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  @RegisterExtension static final WireMockExtension STRIPE = StripeStubs.server();

  private StripePsp psp;

  @BeforeEach
  void connect() {
    psp = StripeStubs.psp(STRIPE);
  }

  @AfterEach
  void disconnect() {
    psp.close();
  }

  @ParameterizedTest(name = "PAY-C1, FLT-C12: {0}")
  @ValueSource(
      strings = {
        "pm_stub_reset",
        "pm_stub_empty",
        "pm_stub_malformed",
        "pm_stub_garbage",
        "pm_stub_cut"
      })
  void aBrokenAnswerIsUnknownAndTheRequestNotRepeated(String method) {
    assertThat(psp.confirm(confirmation(method), KEY)).isInstanceOf(Unknown.class);
    assertThat(psp.create(newIntent(method), "k")).isInstanceOf(Unknown.class);

    assertThat(StripeStubs.sent(STRIPE)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pm_stub_reset", "pm_stub_empty"})
  void aConnectionUsedBeforeThatBreaksIsNotTriedAgainEither(String method) {
    psp.retrieve(INTENT);

    assertThat(psp.confirm(confirmation(method), KEY)).isInstanceOf(Unknown.class);

    assertThat(StripeStubs.sent(STRIPE)).hasSize(2);
  }

  @Test
  @DisplayName("503 with Retry-After: 0 is sent exactly once, and the wait is passed on")
  void anUnavailableProviderIsAskedOnce() {
    assertThat(psp.confirm(confirmation("pm_stub_503"), KEY))
        .isEqualTo(new Unknown<>("503 api_error", Optional.of(Duration.ZERO)));

    assertThat(StripeStubs.sent(STRIPE)).hasSize(1);
  }

  @Test
  void aRequestTimeoutIsSentOnce() {
    assertThat(psp.confirm(confirmation("pm_stub_408"), KEY)).isInstanceOf(Unknown.class);

    assertThat(StripeStubs.sent(STRIPE)).hasSize(1);
  }

  @Test
  void aRedirectIsNotFollowed() {
    assertThat(psp.confirm(confirmation("pm_stub_redirect"), KEY))
        .isEqualTo(new Unknown<>("307 without the provider's error", Optional.empty()));

    assertThat(StripeStubs.sent(STRIPE)).hasSize(1);
  }

  @ParameterizedTest(name = "FLT-C13: {0}")
  @ValueSource(strings = {"pm_stub_slow", "pm_stub_dripping"})
  void anAnswerThatTakesTooLongIsUnknown(String method) {
    try (StripePsp hasty = StripeStubs.psp(STRIPE, SHORT)) {
      assertThat(hasty.confirm(confirmation(method), KEY)).isInstanceOf(Unknown.class);
    }
  }

  @Test
  void anAnswerBeyondOneMebibyteIsNotReadToItsEnd() {
    String padding = "x".repeat(10 << 20);
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/payment_intents/pi_large"))
            .willReturn(okJson(intent("pi_large", padding))));

    assertThat(unknown(psp.retrieve("pi_large")))
        .isEqualTo("IOException: the answer is larger than 1048576 bytes");
  }

  @Test
  void anAnswerWithoutAnEndIsLeftAtOneMebibyte() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StripePsp psp = pspAt("http://127.0.0.1:" + server.getLocalPort(), PATIENT)) {
      Thread.ofVirtual().start(() -> answerWithoutAnEnd(server));

      assertThat(unknown(psp.retrieve(INTENT)))
          .isEqualTo("IOException: the answer is larger than 1048576 bytes");
    }
  }

  @Test
  void aReasonIsOneShortLineWhateverWasReceived() {
    String status = "\\r\\n\\u001b[31mPAID ✓" + "x".repeat(1_000);
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/payment_intents/pi_odd"))
            .willReturn(okJson(intent("pi_odd", "").replace("succeeded", status))));

    assertThat(unknown(psp.retrieve("pi_odd")))
        .matches("200 with an answer that cannot be read: unknown status '[ -~]*")
        .hasSize(200);
  }

  @Test
  void anAnswerBelowOneMebibyteIsRead() {
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/payment_intents/pi_long"))
            .willReturn(okJson(intent("pi_long", "x".repeat(1_000_000)))));

    assertThat(psp.retrieve("pi_long")).isInstanceOf(Told.class);
  }

  @Test
  @DisplayName("PAY-C6: a refused connection has surely not charged")
  void aRefusedConnectionWasNotSent() throws IOException {
    try (StripePsp nobody = pspAt("http://127.0.0.1:" + closedPort(), SHORT)) {
      assertThat(nobody.confirm(confirmation("pm_card_visa"), KEY)).isInstanceOf(NotSent.class);
    }
  }

  @Test
  @DisplayName("PAY-C6: a host without an address has surely not charged")
  void anUnknownHostWasNotSent() {
    try (StripePsp nowhere = pspAt("http://provider.invalid", SHORT)) {
      assertThat(nowhere.confirm(confirmation("pm_card_visa"), KEY)).isInstanceOf(NotSent.class);
    }
  }

  @Test
  @DisplayName("PAY-C6: a connection that never got ready has surely not charged")
  void aHandshakeThatNeverEndsWasNotSent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StripePsp psp = pspAt("https://127.0.0.1:" + silent.getLocalPort(), SHORT)) {
      assertThat(psp.confirm(confirmation("pm_card_visa"), KEY)).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void theMachinesProxyIsNotUsed() throws IOException {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort())));
    try (StripePsp direct = StripeStubs.psp(STRIPE)) {
      assertThat(direct.retrieve(INTENT)).isInstanceOf(Told.class);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static StripePsp pspAt(String url, Duration timeout) {
    return new StripePsp(new StripeSettings(URI.create(url), "sk_test_stub", timeout));
  }

  // Two megabytes of a declared gigabyte, then silence: who wants it all waits for nothing.
  private static void answerWithoutAnEnd(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n".getBytes(US_ASCII));
      out.write(new byte[2 << 20]);
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException hungUp) {
      // As it should: nobody reads on.
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String intent(String id, String padding) {
    return """
    {"id":"%s","status":"succeeded","amount":1,"amount_received":1,"currency":"usd",
     "livemode":false,"padding":"%s"}\
    """
        .formatted(id, padding);
  }

  private static String unknown(PspAnswer<?> answer) {
    assertThat(answer).isInstanceOf(Unknown.class);
    return ((Unknown<?>) answer).reason();
  }
}
