package dev.tillgate.gateway.payment.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Schemes#stripe} believes, header by header. */
class StripeSignatureTest {
  static final String SECRET = "whsec_test_secret";
  static final Instant SIGNED_AT = Instant.ofEpochSecond(1_700_000_000);
  static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(UTF_8);
  static final String V1 = "248a374f50f943a28b0f6ab50faf9a7e7e29b710fa26df9fb1618b9bf8ea9c9a";
  static final String HEADER = "t=1700000000,v1=" + V1;
  static final String GENUINE = "genuine";
  private static final String WRONG_V1 = "0".repeat(64);

  private final SignatureVerifier scheme = Schemes.stripe(Schemes.DEFAULT_TOLERANCE);

  @Test
  void thePublishedVectorIsGenuine() {
    assertThat(check(HEADER)).isEqualTo(GENUINE);
  }

  @Test
  void signaturesOfOtherSchemesBesideItDoNotHarm() {
    assertThat(check("t=1700000000,v0=abc,v1=" + V1 + ",v2=x,new=")).isEqualTo(GENUINE);
  }

  @Test
  @DisplayName("PAY-B1, FLT-S09: a signature under another secret is refused")
  void anotherSecretIsRefused() {
    assertThat(check(List.of("whsec_of_another_shop"), SIGNED_AT, HEADER))
        .isEqualTo("bad-signature");
    assertThat(check(HEADER.replace(V1, WRONG_V1))).isEqualTo("bad-signature");
  }

  @Test
  void thePrefixOfASecretIsPartOfIt() {
    assertThat(check(List.of("test_secret"), SIGNED_AT, HEADER)).isEqualTo("bad-signature");
  }

  @Test
  void withoutASecretNothingIsGenuine() {
    assertThat(check(List.of(), SIGNED_AT, HEADER)).isEqualTo("no-active-secret");
  }

  @ParameterizedTest(name = "PAY-B1, FLT-S06: {0}")
  @ValueSource(
      strings = {
        "{\"id\": \"evt_1\"}",
        "{\"id\":\"evt_2\"}",
        "{\"id\":\"evt_1\"}\n",
        "{\"id\":\"evt_1\"}\0",
        "\uFEFF{\"id\":\"evt_1\"}",
        ""
      })
  void anyOtherBytesThanTheSignedOnesAreRefused(String body) {
    assertThat(check(body.getBytes(UTF_8), HEADER)).isEqualTo("bad-signature");
  }

  @Test
  @DisplayName("FLT-S06: bytes that are no UTF-8 are signed and compared as they are")
  void bytesThatAreNoTextAreComparedAsTheyAre() throws Exception {
    byte[] body = {(byte) 0xff, 0, (byte) 0xc3, 0x28};
    byte[] misread = new String(body, UTF_8).getBytes(UTF_8);
    String header = Signer.header(SECRET, SIGNED_AT, body);

    assertThat(check(body, header)).isEqualTo(GENUINE);
    assertThat(check(misread, header)).isEqualTo("bad-signature");
  }

  @ParameterizedTest(name = "PAY-B2, FLT-S05: looked at {0} s after it was signed: {1}")
  @CsvSource({"301,too-old", "86400,too-old", "-301,too-new", "-3600,too-new"})
  void aSignatureFarFromOurTimeIsRefused(long seconds, String reason) {
    assertThat(check(List.of(SECRET), SIGNED_AT.plusSeconds(seconds), HEADER)).isEqualTo(reason);
  }

  @ParameterizedTest(name = "FLT-S05: looked at {0} s after it was signed: genuine")
  @ValueSource(longs = {300, -300, 0})
  void aSignatureWithinTheToleranceIsGenuine(long seconds) {
    assertThat(check(List.of(SECRET), SIGNED_AT.plusSeconds(seconds), HEADER)).isEqualTo(GENUINE);
  }

  @Test
  void theToleranceIsAChoice() {
    SignatureVerifier narrow = Schemes.stripe(Duration.ofSeconds(10));

    assertThat(verdict(narrow, lines(HEADER), BODY, List.of(SECRET), SIGNED_AT.plusSeconds(10)))
        .isEqualTo(GENUINE);
    assertThat(verdict(narrow, lines(HEADER), BODY, List.of(SECRET), SIGNED_AT.plusSeconds(11)))
        .isEqualTo("too-old");
    assertThatIllegalArgumentException().isThrownBy(() -> Schemes.stripe(Duration.ofSeconds(-1)));
  }

  @ParameterizedTest(name = "PAY-B4, FLT-S01, FLT-S02, FLT-S04: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|malformed-header",
        "hello|malformed-header",
        "t=1700000000,v1=$,|malformed-header",
        "t=1700000000, v1=$|malformed-header",
        "t=1700000000,v1=$,é=1|malformed-header",
        "t=١٧٠٠٠٠٠٠٠٠,v1=$|malformed-header",
        "=1700000000,v1=$|malformed-header",
        "v1=$|malformed-timestamp",
        "t=,v1=$|malformed-timestamp",
        "t=abc,v1=$|malformed-timestamp",
        "t=-1,v1=$|malformed-timestamp",
        "t=+1700000000,v1=$|malformed-timestamp",
        "t=1e9,v1=$|malformed-timestamp",
        "t=1700000000.0,v1=$|malformed-timestamp",
        "t=99999999999999,v1=$|malformed-timestamp",
        "t=99999999999999999999999,v1=$|malformed-timestamp",
        "t=1700000000,t=1700000000,v1=$|malformed-timestamp",
        "t=1700000000|no-v1",
        "t=1700000000,v0=$|no-v1",
        "t=1700000000,V1=$|no-v1",
        "t=1700000000,v1=|malformed-v1",
        "t=1700000000,v1=$0|malformed-v1",
        "t=1700000000,v1=$,v1=xyz|malformed-v1"
      })
  void aHeaderThatIsNotWrittenAsStripeWritesItIsRefused(String header, String reason) {
    assertThat(check(header.replace("$", V1))).isEqualTo(reason);
  }

  @Test
  @DisplayName("FLT-S02: v1 has exactly 64 lower-case digits")
  void aSignatureHasExactly64LowerCaseDigits() {
    String malformed = "malformed-v1";

    assertThat(check("t=1700000000,v1=" + V1.substring(1))).isEqualTo(malformed);
    assertThat(check("t=1700000000,v1=" + V1.toUpperCase(Locale.ROOT))).isEqualTo(malformed);
  }

  @Test
  @DisplayName("PAY-B4, FLT-S01: no header, or two of them")
  void exactlyOneHeaderIsExpected() {
    assertThat(verdict(scheme, lines(), BODY, List.of(SECRET), SIGNED_AT))
        .isEqualTo("no-signature");
    assertThat(verdict(scheme, lines(HEADER, HEADER), BODY, List.of(SECRET), SIGNED_AT))
        .isEqualTo("duplicate-header");
  }

  @Test
  @DisplayName("FLT-S03: eight signatures are compared, the ninth refuses all")
  void atMostEightSignaturesAreCompared() {
    String wrong = (",v1=" + WRONG_V1).repeat(7);

    assertThat(check("t=1700000000" + wrong + ",v1=" + V1)).isEqualTo(GENUINE);
    assertThat(check("t=1700000000" + wrong + ",v1=" + WRONG_V1 + ",v1=" + V1))
        .isEqualTo("too-many-signatures");
  }

  @Test
  @DisplayName("FLT-S01: a header of 4 KiB is read, one character more is not")
  void aHeaderAboveFourKibibytesIsRefused() {
    String filled = HEADER + ",x=" + "y".repeat(4096 - HEADER.length() - 3);

    assertThat(check(filled)).isEqualTo(GENUINE);
    assertThat(check(filled + "y")).isEqualTo("header-too-long");
  }

  @Test
  @DisplayName("PAY-B5: either of two secrets may sign, and a header may carry both signatures")
  void whileASecretIsReplacedEitherOneSigns() throws Exception {
    String next = "whsec_next";
    String byNext = Signer.header(next, SIGNED_AT, BODY);
    String byBoth = HEADER + byNext.substring(byNext.indexOf(','));

    assertThat(check(List.of(SECRET, next), SIGNED_AT, HEADER)).isEqualTo(GENUINE);
    assertThat(check(List.of(SECRET, next), SIGNED_AT, byNext)).isEqualTo(GENUINE);
    assertThat(check(List.of(next), SIGNED_AT, byBoth)).isEqualTo(GENUINE);
    assertThat(check(List.of(SECRET), SIGNED_AT, byBoth)).isEqualTo(GENUINE);
    assertThat(check(List.of(next), SIGNED_AT, HEADER)).isEqualTo("bad-signature");
  }

  private String check(String header) {
    return check(BODY, header);
  }

  private String check(byte[] body, String header) {
    return verdict(scheme, lines(header), body, List.of(SECRET), SIGNED_AT);
  }

  private String check(List<String> secrets, Instant now, String header) {
    return verdict(scheme, lines(header), BODY, secrets, now);
  }

  /** The reason for a refusal. */
  static String verdict(
      SignatureVerifier scheme,
      CallbackHeaders headers,
      byte[] body,
      List<String> secrets,
      Instant now) {
    return scheme
        .refusal(new Delivery(headers::all, body, Optional.empty()), secrets, now)
        .map(Rejected::reason)
        .orElse(GENUINE);
  }

  static CallbackHeaders lines(String... values) {
    return name -> name.equalsIgnoreCase("stripe-signature") ? List.of(values) : List.of();
  }
}
