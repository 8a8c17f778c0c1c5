package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointRoutesTest {
  private static final String ALL = "/v1/webhook-endpoints";

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void anEndpointIsCreatedShownChangedListedAndDeleted() {
    Client.Seen created =
        bench.client.post(
            ALL,
            """
            {"url":"https://a.test/x","event_types":["order.*"],"description":"d","format":"standard",
             "signing":"hmac","max_in_flight":3,"ordered":true,"headers":{"X-Key":"hush"},
             "rate_limit":5,
             "retry_waits":["1s","PT2M"]}
            """);
    String id = created.text("/id");

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.text("/secret")).startsWith("whsec_");
    assertThat(bench.client.get(ALL + "/" + id).body().toString())
        .isEqualTo(
            """
            {"id":"%s","object":"webhook_endpoint","url":"https://a.test/x",\
            "event_types":["order.*"],"description":"d","format":"standard","signing":"hmac",\
            "headers":{"X-Key":"***"},"rate_limit":5,"max_in_flight":3,\
            "ordered":true,"ordered_policy":"block",\
            "retry_waits":["PT1S","PT2M"],"status":"enabled","paused_until":null,\
            "breaker":"closed","failing_since":null,"next_probe_at":null,\
            "created_at":"2026-03-14T09:26:53.589Z"}\
            """
                .formatted(id));
    Client.Seen changed = bench.client.patch(ALL + "/" + id, "{\"url\":\"https://b.test/\"}");
    assertThat(changed.text("/url")).isEqualTo("https://b.test/");
    assertThat(changed.text("/description")).isEqualTo("d");
    assertThat(bench.client.get(ALL).text("/data/0/url")).isEqualTo("https://b.test/");
    assertThat(bench.client.delete(ALL + "/" + id).status()).isEqualTo(204);
    assertThat(bench.client.get(ALL + "/" + id).status()).isEqualTo(404);
    assertThat(bench.client.delete(ALL + "/" + id).status()).isEqualTo(404);
    assertThat(bench.client.get(ALL).body().at("/data").isEmpty()).isTrue();
  }

  @Test
  @DisplayName("FLT-O16: after a rotation the next attempt is signed with new and old, then new")
  void rotation() {
    String id = bench.endpoint("https://a.test/");
    bench.sender.at("https://a.test/", FakeSender.status(500));
    String before = bench.client.get(ALL + "/" + id + "/secret").text("/secret");
    bench.publish("order.placed", "ord_1");
    bench.runSends();

    Client.Seen rotated =
        bench.client.post(ALL + "/" + id + "/rotate-secret", "{\"overlap\":\"PT1H\"}");
    bench.advance(Duration.ofSeconds(10));
    bench.step();
    bench.advance(Duration.ofHours(2));
    bench.step();

    assertThat(rotated.text("/previous_until")).isEqualTo("2026-03-14T10:26:53.589Z");
    assertThat(bench.client.get(ALL + "/" + id + "/secret").text("/secret"))
        .isEqualTo(rotated.text("/secret"))
        .isNotEqualTo(before);
    assertThat(bench.sender.sent.get(1).target().secretsAt(bench.sender.sent.get(1).at()))
        .extracting(SigningSecret::text)
        .containsExactly(rotated.text("/secret"), before);
    assertThat(bench.sender.sent.get(2).target().secretsAt(bench.sender.sent.get(2).at()))
        .extracting(SigningSecret::text)
        .containsExactly(rotated.text("/secret"));
  }

  @Test
  void tenOldSecretsAreKeptAtMostAndAnOverlapOfNoneEndsTheOldOneAtOnce() {
    String id = bench.endpoint("https://a.test/");

    for (int i = 0; i < 13; i++) {
      bench.client.post(ALL + "/" + id + "/rotate-secret", "{\"overlap\":\"P7D\"}");
    }
    assertThat(bench.one("SELECT COUNT(*) FROM webhook_secrets")).isEqualTo("11");
    bench.advance(Duration.ofDays(8));
    bench.client.post(ALL + "/" + id + "/rotate-secret", "{\"overlap\":\"PT0S\"}");

    assertThat(bench.one("SELECT COUNT(*) FROM webhook_secrets")).isEqualTo("1");
    assertThat(
            bench.client.post(ALL + "/" + id + "/rotate-secret", "{\"overlap\":\"P8D\"}").status())
        .isEqualTo(422);
    assertThat(bench.client.post(ALL + "/" + id + "/rotate-secret").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("FLT-S22: neither secrets nor headers can be read in the store")
  void nothingSecretIsReadable() {
    String id =
        bench
            .client
            .post(
                ALL, "{\"url\":\"https://a.test/\",\"headers\":{\"Authorization\":\"hush-hush\"}}")
            .text("/id");
    String secret = bench.client.get(ALL + "/" + id + "/secret").text("/secret");

    String all =
        bench.rows("SELECT hex(headers) AS h FROM webhook_endpoints").toString()
            + bench.rows("SELECT hex(sealed) AS s FROM webhook_secrets");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    assertThat(all)
        .doesNotContain(HexFormat.of().withUpperCase().formatHex(key))
        .doesNotContain(
            HexFormat.of().withUpperCase().formatHex("hush-hush".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTestSendsASampleNowAndAnswersWithTheAttempt() {
    String id = bench.endpoint("https://a.test/");
    bench.sender.at("https://a.test/", FakeSender.askedToWait(418, "9"));

    Client.Seen attempt =
        bench.client.post(ALL + "/" + id + "/test", "{\"type\":\"order.confirmed\"}");

    assertThat(attempt.status()).isEqualTo(200);
    assertThat(attempt.text("/outcome")).isEqualTo("failed");
    assertThat(attempt.body().at("/status").asInt()).isEqualTo(418);
    assertThat(attempt.text("/reply")).isEqualTo("slow down");
    assertThat(bench.sender.payload(0)).contains("\"type\":\"order.confirmed\"", "\"sample\":true");
    assertThat(bench.one("SELECT COUNT(*) FROM events")).isEqualTo("0");
  }

  @Test
  void enablingAndDisablingAgainChangesNothing() {
    String id = bench.endpoint("https://a.test/");

    assertThat(bench.client.post(ALL + "/" + id + "/enable").text("/status")).isEqualTo("enabled");
    assertThat(bench.client.post(ALL + "/" + id + "/disable").text("/disabled_reason"))
        .isEqualTo("disabled by an operator");
    assertThat(bench.client.post(ALL + "/" + id + "/disable").status()).isEqualTo(200);
    assertThat(bench.client.post(ALL + "/we_none/enable").status()).isEqualTo(404);
    assertThat(bench.client.post(ALL + "/nonsense/enable").status()).isEqualTo(404);
  }
}
