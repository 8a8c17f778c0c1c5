package dev.tillgate.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Gateway;
import dev.tillgate.gateway.Settings;
import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.platform.Ambient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A real gateway with a provider and a receiver beside it, all on loopback ports. Every exchange
 * with it is held against the document.
 */
final class Storefront implements AutoCloseable {
  private static final String ADMIN = "tg_0123456789abcdefghijklmnop";
  private static final String SECRET = "whsec_callbacks";

  private static final Signatory GITHUB =
      new Signatory(
          "github",
          Schemes.gitHub(),
          List.of(new CallbackSecret(SECRET, Optional.empty())),
          Optional.empty());

  private final ApiDocument document = ApiDocument.shipped();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger count = new AtomicInteger();
  private final Receiver receiver;
  private final StubProvider provider;
  private final Gateway gateway;

  private Storefront(Path directory) throws IOException {
    receiver = new Receiver();
    provider = new StubProvider(body -> send(callback(body)));
    gateway =
        Gateway.start(
            settings(directory),
            new Ambient(InstantSource.system(), new SecureRandom()),
            (reason, cause) -> {
              throw new AssertionError(reason, cause);
            });
  }

  static Storefront open(Path directory) throws IOException {
    return new Storefront(directory);
  }

  private Settings settings(Path directory) {
    return new Settings(
        new Settings.Http("127.0.0.1", 0),
        Settings.Data.in(directory),
        new Settings.Provider(
            provider.url(),
            "sk_test_stub",
            new Settings.Callbacks(
                List.of(new CallbackSecret(SECRET, Optional.empty())),
                Duration.ofMinutes(5),
                List.of(GITHUB)),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5)),
        new Settings.Selling(Duration.ofMinutes(30), LateSuccess.REFUND, 0),
        new Settings.Outgoing(
            List.of(Duration.ofMinutes(5)), Duration.ofDays(1), Duration.ofSeconds(10), true),
        Settings.Node.withKey(ADMIN));
  }

  ApiDocument document() {
    return document;
  }

  Gateway gateway() {
    return gateway;
  }

  Receiver receiver() {
    return receiver;
  }

  StubProvider provider() {
    return provider;
  }

  /** A call of the operation by an admin. */
  ApiCall call(String operation) {
    return anonymous(operation).key(ADMIN);
  }

  ApiCall anonymous(String operation) {
    return new ApiCall(document.operation(operation));
  }

  /** A text nobody used before: an idempotency key, a SKU. */
  String fresh() {
    return "fresh-" + count.incrementAndGet();
  }

  /** A callback as the provider sends it, signed now. */
  ApiCall callback(String body) {
    long now = Instant.now().getEpochSecond();
    return anonymous("receiveCallback")
        .path("provider", "stripe")
        .header("Stripe-Signature", "t=" + now + ",v1=" + hmac(now + "." + body))
        .body(body);
  }

  /** A callback of a source that is passed on, each time another event. */
  ApiCall pushed(String body) {
    return anonymous("receiveCallback")
        .path("provider", "github")
        .header("X-GitHub-Event", "push")
        .header("X-GitHub-Delivery", fresh())
        .header("X-Hub-Signature-256", "sha256=" + hmac(body))
        .body(body);
  }

  /** Sends it, and sees to it that what comes back is what the document says. */
  ApiAnswer send(ApiCall call) {
    ApiAnswer answer = send(call.request(gateway.url()));
    assertThat(Conformance.faults(call, answer))
        .as("%s answered %s: %s", call.operation().id(), answer.summary(), answer.body())
        .isEmpty();
    return answer;
  }

  ApiAnswer send(HttpRequest request) {
    try {
      return ApiAnswer.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    gateway.close();
    provider.close();
    receiver.close();
    http.close();
  }

  private static String hmac(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has HmacSHA256", e);
    }
  }
}
