package dev.tillgate.gateway.webhook.sending;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.noContent;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.endpoint.Format;
import dev.tillgate.gateway.webhook.endpoint.Signing;
import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import dev.tillgate.gateway.webhook.endpoint.Wire;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.gateway.webhook.event.Events;
import dev.tillgate.gateway.webhook.signing.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the socket to endpoints with other formats and signatures. */
class HttpSenderWireTest {
  private static final WireMockServer RECEIVER =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] FROZEN =
      Events.freeze(new EventId("evt_1"), "order.placed", 1L, Instant.EPOCH, Json.object());

  /** Tests 1 and 2 of RFC 8032, 7.1. */
  private static final List<SigningKey> KEYS =
      List.of(
          key(
              "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
          key(
              "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
              "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));

  private final SigningSecret secret = Messages.secret(1, null);
  private final HttpSender sender =
      new HttpSender(
          HttpSender.Network.real(new EgressGuard(true, Set::of)),
          Duration.ofSeconds(5),
          at -> KEYS);

  @BeforeAll
  static void start() {
    RECEIVER.start();
    RECEIVER.stubFor(post(anyUrl()).willReturn(noContent()));
  }

  @AfterAll
  static void stop() {
    RECEIVER.stop();
  }

  @BeforeEach
  void forget() {
    RECEIVER.resetRequests();
  }

  @Test
  void eachKeySignsForAnEndpointThatAsksForEd25519BesideItsSecret() throws Exception {
    LoggedRequest seen = sent(Format.STANDARD, Signing.ED25519);

    String[] signatures = seen.getHeader("webhook-signature").split(" ", -1);
    assertThat(signatures).hasSize(3);
    new Webhook(secret.text()).verify(seen.getBodyAsString(), headers(seen));
    assertThat(isSignedBy(KEYS.get(0), seen, signatures[1])).isTrue();
    assertThat(isSignedBy(KEYS.get(1), seen, signatures[2])).isTrue();
    assertThat(isSignedBy(KEYS.get(0), seen, signatures[2])).isFalse();
  }

  @Test
  void nobodyElseGetsASignatureOfTheKeys() {
    assertThat(sent(Format.STANDARD, Signing.HMAC).getHeader("webhook-signature"))
        .matches("v1,[^ ]+");
  }

  @Test
  void aCloudEventIsSignedAsItIsSentAndTheSameEachTime() throws Exception {
    LoggedRequest seen = sent(Format.CLOUDEVENTS, Signing.ED25519);

    assertThat(seen.getHeader("content-type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(seen.getHeader("webhook-id")).isEqualTo("evt_1");
    assertThat(seen.getBody()).isEqualTo(CloudEvent.of(FROZEN)).isNotEqualTo(FROZEN);
    new Webhook(secret.text()).verify(seen.getBodyAsString(), headers(seen));
    String signature = seen.getHeader("webhook-signature").split(" ", -1)[1];
    assertThat(isSignedBy(KEYS.getFirst(), seen, signature)).isTrue();
    assertThat(sent(Format.CLOUDEVENTS, Signing.HMAC).getBody()).isEqualTo(seen.getBody());
  }

  private LoggedRequest sent(Format format, Signing signing) {
    Wire wire = new Wire(format, signing, Map.of());
    sender.send(Messages.message(RECEIVER.baseUrl() + "/", wire, FROZEN, secret));
    return RECEIVER.findAll(postRequestedFor(anyUrl())).getLast();
  }

  private static Map<String, List<String>> headers(LoggedRequest seen) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      headers.put(name, List.of(seen.getHeader(name)));
    }
    return headers;
  }

  /** Checked with the public half alone. */
  private static boolean isSignedBy(SigningKey key, LoggedRequest seen, String text)
      throws GeneralSecurityException {
    assertThat(text).startsWith("v1a,");
    Signature signature = Signature.getInstance("Ed25519");
    byte[] prefix = HEX.parseHex("302a300506032b6570032100");
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + key.publicKey().length);
    System.arraycopy(key.publicKey(), 0, encoded, prefix.length, key.publicKey().length);
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    String head = seen.getHeader("webhook-id") + '.' + seen.getHeader("webhook-timestamp") + '.';
    signature.update(head.getBytes(UTF_8));
    signature.update(seen.getBody());
    return signature.verify(Base64.getDecoder().decode(text.substring("v1a,".length())));
  }

  private static SigningKey key(String seed, String point) {
    return new SigningKey("whk_1", HEX.parseHex(seed), HEX.parseHex(point), Instant.EPOCH, null);
  }
}
