package dev.tillgate.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {
  private static final byte[] SECRET = "whsec_secret".getBytes(StandardCharsets.UTF_8);

  private final SecretBox box = new SecretBox(key(1), new Random(1));

  @Test
  void whatWasSealedOpensForItsRow() {
    assertThat(box.open(box.seal(SECRET, "we_1"), "we_1")).isEqualTo(SECRET);
    assertThat(box.open(box.seal(new byte[0], "we_1"), "we_1")).isEmpty();
  }

  @Test
  void theSealedBytesTellNothingAndNeverRepeat() {
    byte[] sealed = box.seal(SECRET, "we_1");

    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec");
    assertThat(box.seal(SECRET, "we_1")).isNotEqualTo(sealed);
  }

  /** FLT-S21 */
  @Test
  void movedToAnotherRowItDoesNotOpen() {
    byte[] sealed = box.seal(SECRET, "we_1");

    assertThatThrownBy(() -> box.open(sealed, "we_2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("altered or moved");
  }

  @Test
  void withAnotherKeyItSaysWhichFlagToLookAt() {
    byte[] sealed = box.seal(SECRET, "we_1");

    assertThatThrownBy(() -> new SecretBox(key(2), new Random(1)).open(sealed, "we_1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("--master-key-file");
  }

  @Test
  void noAlteredByteGoesUnnoticed() {
    byte[] sealed = box.seal(SECRET, "we_1");

    for (int i = 0; i < sealed.length; i++) {
      byte[] altered = sealed.clone();
      altered[i] ^= 1;
      assertThatThrownBy(() -> box.open(altered, "we_1")).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void noCutOffCipherOpensOrFailsInAnotherWay() {
    byte[] sealed = box.seal(SECRET, "we_1");

    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> box.open(cut, "we_1")).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void aKeyOfAnotherLengthIsRefused(int length) {
    assertThatThrownBy(() -> new SecretBox(new byte[length], new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32");
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[SecretBox.KEY_BYTES];
    Arrays.fill(key, (byte) fill);
    return key;
  }
}
