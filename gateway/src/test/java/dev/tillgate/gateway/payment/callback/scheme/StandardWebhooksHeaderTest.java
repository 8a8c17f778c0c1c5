package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Verified;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard Webhooks, with its official library as the judge. */
class StandardWebhooksHeaderTest {
  private static final String V1 = Samples.standardWebhooks().signature();
  private static final String LONG_KEY = "whpk_" + "A".repeat(44);
  private static final Rejected BAD = new Rejected("bad-signature");

  private final Sample sample = Samples.standardWebhooks();

  @Test
  void whatTheOfficialLibrarySignsIsBelieved() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      String secret = secret(random);
      String body = "{\"type\":\"x\",\"note\":\"ü" + random.nextInt() + "\"}";
      String signed = new Webhook(secret).sign("msg_" + round, sample.now().getEpochSecond(), body);

      assertThat(
              sample
                  .withBody(body)
                  .with("webhook-id", "msg_" + round)
                  .with("webhook-signature", signed)
                  .verify(List.of(secret)))
          .isInstanceOf(Verified.class);
    }
  }

  /** The library knows no clock but the machine's. */
  @Test
  void theOfficialLibraryAgreesOnWhatIsGenuineAndWhatIsNot() throws Exception {
    Instant now = Clock.systemUTC().instant();
    String secret = sample.secrets().right();
    String signed = new Webhook(secret).sign("msg_1", now.getEpochSecond(), sample.body());
    Sample genuine =
        sample
            .at(now)
            .with("webhook-id", "msg_1")
            .with("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .with("webhook-signature", "v2,x " + signed);

    judge(genuine, secret);
    assertThat(genuine.verify()).isInstanceOf(Verified.class);
    assertThat(genuine.withBody("{}").verify()).isEqualTo(BAD);
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> judge(genuine.withBody("{}"), secret));
    assertThat(genuine.with("webhook-id", "msg_2").verify()).isEqualTo(BAD);
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> judge(genuine.with("webhook-id", "msg_2"), secret));
  }

  @Test
  void theSecretCountsWithAndWithoutItsPrefix() {
    assertThat(sample.verify(List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        .isInstanceOf(Verified.class);
    for (String unusable : List.of("whsec_", "whsec_%", "whpk_", "whpk_AAAA", LONG_KEY)) {
      assertThat(sample.verify(List.of(unusable))).isEqualTo(new Rejected("no-usable-secret"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1|malformed-header",
        ",$|malformed-header",
        "$ |malformed-header",
        "$  $|malformed-header",
        "v2,x|no-v1",
        "v1,|malformed-v1",
        "v1,AAAA|malformed-v1",
        "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=|malformed-v1",
        "$ v1,x|malformed-v1",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=|malformed-v1",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE|malformed-v1"
      },
      ignoreLeadingAndTrailingWhitespace = false)
  void aHeaderWrittenOtherwiseIsRefused(String header, String reason) {
    assertThat(sample.with("webhook-signature", header.replace("$", V1)).verify())
        .isEqualTo(new Rejected(reason));
  }

  @Test
  void eightSignaturesAreComparedTheNinthRefusesAll() {
    String wrong = ("v1," + "A".repeat(43) + "= ").repeat(7);

    assertThat(sample.with("webhook-signature", wrong + V1).verify()).isInstanceOf(Verified.class);
    assertThat(sample.with("webhook-signature", wrong + V1 + " " + V1).verify())
        .isEqualTo(new Rejected("too-many-signatures"));
  }

  @Test
  void theTimeIsDigitsAndSigned() {
    assertThat(sample.with("webhook-timestamp", "1614265331").verify()).isEqualTo(BAD);
    for (String time : List.of("+1614265330", "1614265330.0", "9".repeat(13))) {
      assertThat(sample.with("webhook-timestamp", time).verify())
          .isEqualTo(new Rejected("malformed-timestamp"));
    }
  }

  @Test
  void aPublicKeyChecksAnEd25519Signature() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Sample signed = sample.with("webhook-signature", "v1a," + sign(keys));

    assertThat(signed.verify(List.of(publicKey(keys)))).isInstanceOf(Verified.class);
    assertThat(signed.verify(List.of(publicKey(others), publicKey(keys))))
        .isInstanceOf(Verified.class);
    assertThat(signed.verify(List.of(publicKey(others)))).isEqualTo(BAD);
    assertThat(signed.withBody("{}").verify(List.of(publicKey(keys)))).isEqualTo(BAD);
    assertThat(signed.verify()).isEqualTo(BAD);
    assertThat(sample.verify(List.of(publicKey(keys)))).isEqualTo(BAD);
  }

  @Test
  void garbageKeysAndSignaturesOfTheRightLengthAreNoError() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      String key = "whpk_" + base64(random, 32);

      assertThat(
              sample
                  .with("webhook-signature", "v1a," + base64(random, 64))
                  .verify(List.of(key))
                  .toString())
          .containsAnyOf("bad-signature", "no-usable-secret");
    }
  }

  private String sign(KeyPair keys) throws Exception {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + sample.body()).getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(signer.sign());
  }

  private static String publicKey(KeyPair keys) {
    byte[] x509 = keys.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
    return "whpk_" + Base64.getEncoder().encodeToString(raw);
  }

  private static void judge(Sample callback, String secret) throws Exception {
    Map<String, List<String>> headers = new TreeMap<>();
    callback.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    new Webhook(secret).verify(callback.body(), headers);
  }

  private static String secret(Random random) {
    return "whsec_" + base64(random, 24);
  }

  private static String base64(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
