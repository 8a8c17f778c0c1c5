package dev.tillgate.gateway.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Test 3 of RFC 8032, 7.1. */
  private static final SigningKey PUBLISHED =
      new SigningKey(
          "whk_1",
          HEX.parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"),
          HEX.parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
          Instant.EPOCH,
          null);

  @Test
  void thePublishedVectorComesOut() {
    assertThat(HEX.formatHex(PUBLISHED.sign(HEX.parseHex("af"), HEX.parseHex("82"))))
        .isEqualTo(
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
  }

  @Test
  void thePublicHalfIsWrittenInBothAlphabets() {
    assertThat(PUBLISHED.publicText())
        .isEqualTo("whpk_/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=");
    assertThat(PUBLISHED.publicCoordinate())
        .isEqualTo("_FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU");
  }

  @Test
  void aLogLineNeverHoldsTheSeed() {
    assertThat(PUBLISHED.toString()).isEqualTo("SigningKey[whk_1, until=null]");
  }

  @Test
  void halfAKeyIsRefused() {
    assertThatThrownBy(
            () -> new SigningKey("whk_1", new byte[31], new byte[32], Instant.EPOCH, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new SigningKey("whk_1", new byte[32], new byte[33], Instant.EPOCH, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
