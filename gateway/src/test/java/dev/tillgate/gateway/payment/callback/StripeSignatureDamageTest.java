package dev.tillgate.gateway.payment.callback;

import static dev.tillgate.gateway.payment.callback.StripeSignatureTest.BODY;
import static dev.tillgate.gateway.payment.callback.StripeSignatureTest.GENUINE;
import static dev.tillgate.gateway.payment.callback.StripeSignatureTest.HEADER;
import static dev.tillgate.gateway.payment.callback.StripeSignatureTest.SECRET;
import static dev.tillgate.gateway.payment.callback.StripeSignatureTest.SIGNED_AT;
import static dev.tillgate.gateway.payment.callback.StripeSignatureTest.V1;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is done to a genuine callback, it is refused: never believed, never an error. */
class StripeSignatureDamageTest {
  private final SignatureVerifier scheme = Schemes.stripe(Schemes.DEFAULT_TOLERANCE);

  @Test
  @DisplayName("FLT-S06: no single changed byte of the body passes")
  void noChangedByteOfTheBodyPasses() {
    for (int at = 0; at < BODY.length; at++) {
      for (int flip = 1; flip < 256; flip++) {
        assertThat(check(HEADER, changed(BODY, at, flip))).isEqualTo("bad-signature");
      }
    }
  }

  @Test
  @DisplayName("FLT-S01: no single changed byte of the header passes")
  void noChangedByteOfTheHeaderPasses() {
    byte[] header = HEADER.getBytes(ISO_8859_1);
    for (int at = 0; at < header.length; at++) {
      for (int flip = 1; flip < 256; flip++) {
        String changed = new String(changed(header, at, flip), ISO_8859_1);
        assertThat(check(changed, BODY)).as(changed).isNotEqualTo(GENUINE);
      }
    }
  }

  @Test
  @DisplayName("FLT-S01, FLT-S06: random damage is refused, and only what is unchanged passes")
  void randomDamageIsRefused() {
    Random random = new Random(20_261_123);
    for (int round = 0; round < 20_000; round++) {
      String header = new String(damage(random, HEADER.getBytes(ISO_8859_1)), ISO_8859_1);
      byte[] body = damage(random, BODY);

      assertThat(check(header, body).equals(GENUINE))
          .as("round %d: %s", round, header)
          .isEqualTo(header.equals(HEADER) && Arrays.equals(body, BODY));
    }
  }

  @Test
  @Timeout(10)
  @DisplayName("PAY-B4: ten megabytes of v1 are refused without being read")
  void theWorkIsBounded() {
    String many = "t=1700000000" + (",v1=" + V1).repeat(150_000);

    for (int i = 0; i < 10_000; i++) {
      assertThat(check(many, BODY)).isEqualTo("header-too-long");
    }
  }

  private String check(String header, byte[] body) {
    return StripeSignatureTest.verdict(
        scheme, StripeSignatureTest.lines(header), body, List.of(SECRET), SIGNED_AT);
  }

  private static byte[] changed(byte[] bytes, int at, int flip) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) flip;
    return changed;
  }

  private static byte[] damage(Random random, byte[] bytes) {
    byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(3));
    for (int flips = random.nextInt(3); flips > 0; flips--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }
}
