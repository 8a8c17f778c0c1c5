package dev.tillgate.gateway.payment.callback;

import static dev.tillgate.gateway.payment.callback.StripeSignatureTest.GENUINE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.net.Webhook;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Stripe's own library as the judge: what it signs we believe, and what we refuse it refuses. */
class StripeSignatureJudgedTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final int TOLERANCE_SECONDS = 300;

  private final SignatureVerifier ours = Schemes.stripe(Schemes.DEFAULT_TOLERANCE);
  private final Random random = new Random(42);

  @Test
  void whatTheOfficialLibrarySignsIsGenuine() throws Exception {
    for (int round = 0; round < 500; round++) {
      String secret = "whsec_" + text(32);
      String body = text(random.nextInt(2_000));

      String v1 = Webhook.Util.computeHmacSha256(secret, NOW.getEpochSecond() + "." + body);

      assertThat(check(body, "t=" + NOW.getEpochSecond() + ",v1=" + v1, secret)).isEqualTo(GENUINE);
    }
  }

  @Test
  void whatIsGenuineTheOfficialLibraryReads() throws Exception {
    for (int round = 0; round < 100; round++) {
      String secret = "whsec_" + text(32);
      String body = event(random.nextInt());
      String header = Signer.header(secret, NOW, body.getBytes(UTF_8));

      assertThat(check(body, header, secret)).isEqualTo(GENUINE);
      assertThat(judge(body, header, secret).getId()).isEqualTo("evt_1");
    }
  }

  @Test
  void theOfficialLibraryRefusesWhatIsForged() throws Exception {
    String body = event(1);
    String forged = Signer.header("whsec_wrong", NOW, body.getBytes(UTF_8));

    assertThat(check(body, forged, "whsec_right")).isEqualTo("bad-signature");
    assertThatExceptionOfType(SignatureVerificationException.class)
        .isThrownBy(() -> judge(body, forged, "whsec_right"));
  }

  @Test
  void theOfficialLibraryRefusesWhatIsTooOld() throws Exception {
    String body = event(1);
    Instant longAgo = NOW.minusSeconds(TOLERANCE_SECONDS + 1);
    String old = Signer.header("whsec_1", longAgo, body.getBytes(UTF_8));

    assertThat(check(body, old, "whsec_1")).isEqualTo("too-old");
    assertThatExceptionOfType(SignatureVerificationException.class)
        .isThrownBy(() -> judge(body, old, "whsec_1"));
  }

  private String check(String body, String header, String secret) {
    return StripeSignatureTest.verdict(
        ours, name -> List.of(header), body.getBytes(UTF_8), List.of(secret), NOW);
  }

  private static Event judge(String body, String header, String secret)
      throws SignatureVerificationException {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return Webhook.constructEvent(body, header, secret, TOLERANCE_SECONDS, clock);
  }

  private static String event(int number) {
    return "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x\",\"note\":\"ü" + number + "\"}";
  }

  /** Any characters but halves of surrogate pairs, which have no UTF-8. */
  private String text(int length) {
    return random
        .ints(0x20, 0x30000)
        .filter(c -> c < 0xd800 || c > 0xdfff)
        .limit(length)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
