package dev.tillgate.gateway.webhook.sending;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Wishes;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
  private static final WireMockServer RECEIVER =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final HttpSender sender = sender(DEADLINE);

  @BeforeAll
  static void start() {
    RECEIVER.start();
  }

  @AfterAll
  static void stop() {
    RECEIVER.stop();
  }

  @BeforeEach
  void reset() {
    RECEIVER.resetAll();
  }

  @Test
  void theOfficialLibraryVerifiesWhatIsSentWithTheOldSecretAndTheNew() throws Exception {
    answer(aResponse().withStatus(204));
    SigningSecret fresh = Messages.secret(1, null);
    SigningSecret old = Messages.secret(2, Instant.now().plusSeconds(60));
    SigningSecret ended = Messages.secret(3, Instant.now().minusSeconds(60));

    sender.send(Messages.message(RECEIVER.baseUrl() + "/hook", Map.of(), fresh, old, ended));

    LoggedRequest seen = RECEIVER.findAll(postRequestedFor(urlEqualTo("/hook"))).getFirst();
    new Webhook(fresh.text()).verify(seen.getBodyAsString(), headers(seen));
    new Webhook(old.text()).verify(seen.getBodyAsString(), headers(seen));
    assertThatThrownBy(
            () -> new Webhook(ended.text()).verify(seen.getBodyAsString(), headers(seen)))
        .isInstanceOf(WebhookVerificationException.class);
    assertThat(seen.getBody()).isEqualTo(Messages.BODY);
    assertThat(seen.getHeader("content-type")).isEqualTo("application/json");
    assertThat(seen.getHeader("user-agent")).isEqualTo("Tillgate");
    assertThat(seen.getHeader("webhook-id")).isEqualTo("evt_1");
  }

  @Test
  void theOperatorsHeadersAreSentBesideOurs() {
    answer(aResponse().withStatus(200).withBody("thanks"));

    Reply reply =
        sender.send(
            Messages.message(RECEIVER.baseUrl(), Map.of("X-Key", "k1"), Messages.secret(1, null)));

    assertThat(RECEIVER.findAll(postRequestedFor(anyUrl())).getFirst().getHeader("X-Key"))
        .isEqualTo("k1");
    assertThat(reply).isEqualTo(new Reply.Answered(200, Wishes.NONE, "thanks"));
  }

  @ParameterizedTest
  @DisplayName("FLT-O01, FLT-O02, FLT-O04: a reset, an empty or a garbled answer is no answer")
  @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
  void brokenAnswers(String fault) {
    answer(aResponse().withFault(Fault.valueOf(fault)));

    assertThat(sender.send(message())).isInstanceOf(Reply.Unanswered.class);
    assertThat(sendsSeen()).isEqualTo(1);
  }

  @Test
  @DisplayName("FLT-O03: a body that breaks off after a 200 status line is still delivered")
  void malformedChunk() {
    answer(aResponse().withStatus(200).withFault(Fault.MALFORMED_RESPONSE_CHUNK));

    assertThat(sender.send(message()))
        .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.isSuccess()).isTrue());
  }

  @Test
  @DisplayName("PAY-J5, FLT-O07: a redirect is a failure, never followed")
  void redirectsAreNotFollowed() {
    answer(aResponse().withStatus(307).withHeader("Location", RECEIVER.baseUrl() + "/other"));

    Reply reply = sender.send(message());

    assertThat(reply)
        .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.isSuccess()).isFalse());
    assertThat(sendsSeen()).isEqualTo(1);
  }

  @ParameterizedTest
  @DisplayName("rulings 24: nothing is sent twice behind our back, and Retry-After is still seen")
  @CsvSource({"503, 0", "408, 0", "429, 120", "503, 120"})
  void oneSendEach(int status, String retryAfter) {
    answer(aResponse().withStatus(status).withHeader("Retry-After", retryAfter));

    assertThat(sender.send(message()))
        .isEqualTo(new Reply.Answered(status, new Wishes(retryAfter, null, false, false), ""));
    assertThat(sendsSeen()).isEqualTo(1);
  }

  @Test
  @DisplayName("FLT-O05, FLT-O06: the deadline ends the whole exchange")
  void theDeadlineEnds() {
    answer(aResponse().withStatus(200).withFixedDelay(3_000));

    assertThat(sender(Duration.ofMillis(300)).send(message()))
        .isInstanceOfSatisfying(
            Reply.Unanswered.class, r -> assertThat(r.error()).startsWith("timeout"));
  }

  @Test
  @Timeout(10) // The body drips for half a minute, a byte at a time: no read waits long.
  @DisplayName("FLT-O05: a dripping body after a 500 ends at the deadline and keeps its status")
  void aDrippingBodyEnds() {
    answer(
        aResponse().withStatus(500).withBody("x".repeat(100)).withChunkedDribbleDelay(100, 30_000));

    Reply reply = sender(Duration.ofMillis(800)).send(message());

    assertThat(reply)
        .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.status()).isEqualTo(500));
  }

  @Test
  @DisplayName("FLT-O15: of a huge reply only the start is read, and 1 KiB kept")
  void aHugeReplyIsCut() {
    answer(aResponse().withStatus(500).withBody("y".repeat(5_000_000)));

    assertThat(sender.send(message()))
        .isInstanceOfSatisfying(Reply.Answered.class, r -> assertThat(r.body()).hasSize(1_024));
  }

  @Test
  void connectionsAreKeptAlive() {
    List<String> dialled = new ArrayList<>();
    HttpSender counted =
        Messages.recording(dialled, true, host -> List.of(InetAddress.getLoopbackAddress()));
    answer(aResponse().withStatus(200).withBody("ok"));

    counted.send(message());
    counted.send(message());

    assertThat(dialled).hasSize(1);
  }

  @Test
  void whatIsBeingSentWhenTheSenderClosesIsInterrupted() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      CompletableFuture<Reply> reply =
          CompletableFuture.supplyAsync(
              () -> sender.send(Messages.message(url, Map.of(), Messages.secret(1, null))));
      try (Socket accepted = silent.accept()) {
        accepted.getInputStream().readNBytes(1);
        sender.close();

        assertThat(reply.get()).isEqualTo(new Reply.Interrupted());
      }
    }
    assertThat(sender.send(message())).isEqualTo(new Reply.Interrupted());
  }

  private static void answer(ResponseDefinitionBuilder response) {
    RECEIVER.stubFor(post(anyUrl()).willReturn(response));
  }

  private static int sendsSeen() {
    return RECEIVER.findAll(postRequestedFor(anyUrl())).size();
  }

  private static HttpSender sender(Duration deadline) {
    return new HttpSender(
        HttpSender.Network.real(new EgressGuard(true, Set::of)), deadline, at -> List.of());
  }

  private static Message message() {
    return Messages.message(RECEIVER.baseUrl() + "/", Map.of(), Messages.secret(1, null));
  }

  private static HttpHeaders headers(LoggedRequest seen) {
    return HttpHeaders.of(
        seen.getHeaders().all().stream()
            .collect(Collectors.toMap(h -> h.key(), h -> h.values(), (a, b) -> a)),
        (name, value) -> true);
  }
}
