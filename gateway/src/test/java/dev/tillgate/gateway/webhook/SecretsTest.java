package dev.tillgate.gateway.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long secrets sign, and that nobody reads them in the store. */
class SecretsTest {
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
  void theEleventhRotationLetsTheOldestSecretGo() {
    String id = bench.endpoint("https://a.test/");
    List<String> made = new ArrayList<>(List.of(secretOf(id)));
    for (int i = 0; i < 11; i++) {
      bench.advance(Duration.ofSeconds(1));
      made.addFirst(rotate(id, "P7D").text("/secret"));
    }

    assertThat(signing(id)).containsExactlyElementsOf(made.subList(0, 11));
  }

  @Test
  @DisplayName("FLT-O16: without an overlap the old secret stops at once, older ones at their end")
  void eachSecretSignsAsLongAsItWasPromised() {
    String id = bench.endpoint("https://a.test/");
    String first = secretOf(id);
    Client.Seen second = rotate(id, "P2D");
    Client.Seen third = rotate(id, "PT0S");

    assertThat(third.text("/previous_until")).isEqualTo("2026-03-14T09:26:53.589Z");
    assertThat(signing(id)).containsExactly(third.text("/secret"), first);
    restart();
    bench.advance(Duration.ofDays(2).minusMillis(1));
    assertThat(signing(id)).containsExactly(third.text("/secret"), first);
    bench.advance(Duration.ofMillis(1));
    assertThat(signing(id))
        .containsExactly(third.text("/secret"))
        .doesNotContain(second.text("/secret"));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 200",
    "P7D, 200",
    "PT168H, 200",
    "P7DT0.001S, 422",
    "-PT1S, 422",
    "a week, 422"
  })
  void anOverlapIsOfNoneToSevenDays(String overlap, int status) {
    String id = bench.endpoint("https://a.test/");
    String before = secretOf(id);

    assertThat(rotate(id, overlap).status()).isEqualTo(status);
    assertThat(
            bench
                .client
                .post("/v1/webhook-keys/rotate", "{\"overlap\":\"" + overlap + "\"}")
                .status())
        .isEqualTo(status);
    assertThat(secretOf(id).equals(before)).isEqualTo(status == 422);
  }

  @Test
  void aSecretIsOursAndLong() {
    Client.Seen refused =
        bench.client.post(
            ALL,
            "{\"url\":\"https://a.test/\",\"secret\":\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/pointer")).isEqualTo("/secret");
    assertThat(keyOf(secretOf(bench.endpoint("https://a.test/")))).hasSizeGreaterThanOrEqualTo(24);
    for (int bytes : new int[] {0, 23, 65}) {
      assertThatThrownBy(() -> new SigningSecret(new byte[bytes], null))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("FLT-S21: secrets moved to each other's rows do not open, and nothing starts")
  void movedSecretsDoNotOpen() {
    bench.endpoint("https://a.test/");
    bench.endpoint("https://b.test/");

    bench.sql(
        """
        UPDATE webhook_secrets SET sealed =
          (SELECT other.sealed FROM webhook_secrets other WHERE other.id <> webhook_secrets.id)
        """);

    assertNothingOpens();
  }

  @Test
  @DisplayName("FLT-S21: headers moved to another endpoint do not open, and nothing starts")
  void movedHeadersDoNotOpen() {
    bench.endpoint("https://a.test/");
    bench.endpoint("https://b.test/");

    bench.sql(
        """
        UPDATE webhook_endpoints SET headers =
          (SELECT other.headers FROM webhook_endpoints other WHERE other.id <> webhook_endpoints.id)
        """);

    assertNothingOpens();
  }

  @Test
  @DisplayName("FLT-S22: a copy of the whole store without the master key shows no secret")
  void aCopiedStoreShowsNoSecret() throws IOException {
    String endpoint =
        "{\"url\":\"https://a.test/\",\"headers\":{\"Authorization\":\"Bearer hush-hush\"}}";
    String id = bench.client.post(ALL, endpoint).text("/id");
    String first = secretOf(id);
    String second = rotate(id, "P7D").text("/secret");

    String store = bytesOfTheStore();

    assertThat(store).contains("https://a.test/"); // It is the right file.
    assertThat(store).doesNotContain("hush-hush", base64("Bearer hush-hush".getBytes(ISO_8859_1)));
    Stream.of(first, second).forEach(secret -> assertHidden(store, secret));
  }

  private static void assertHidden(String store, String secret) {
    byte[] key = keyOf(secret);
    assertThat(store)
        .doesNotContain(
            base64(key),
            Base64.getUrlEncoder().withoutPadding().encodeToString(key),
            HexFormat.of().formatHex(key),
            new String(key, ISO_8859_1));
  }

  /** Database and log, a character for each byte. */
  private String bytesOfTheStore() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(Files::isRegularFile).forEach(file -> all.append(read(file)));
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A gateway reads all of them before it does anything. */
  private void assertNothingOpens() {
    bench.kill();
    try (Database database = TestStore.in(directory)) {
      EndpointDirectory endpoints =
          new EndpointDirectory(
              new SecretBox(new byte[SecretBox.KEY_BYTES], new Random(7)),
              new Ids(bench.clock, new Random(7)));
      assertThatThrownBy(() -> endpoints.load(database)).hasMessageContaining("altered or moved");
    }
  }

  private void restart() {
    bench.kill();
    bench = new Bench(directory);
  }

  private Client.Seen rotate(String id, String overlap) {
    return bench.client.post(
        ALL + "/" + id + "/rotate-secret", "{\"overlap\":\"" + overlap + "\"}");
  }

  private String secretOf(String id) {
    return bench.client.get(ALL + "/" + id + "/secret").text("/secret");
  }

  /** What would sign a message sent now. */
  private List<String> signing(String id) {
    bench.client.post(ALL + "/" + id + "/test", "{\"type\":\"order.placed\"}");
    Message message = bench.sender.sent.getLast();
    return message.target().secretsAt(message.at()).stream().map(SigningSecret::text).toList();
  }

  private static byte[] keyOf(String secret) {
    return Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
