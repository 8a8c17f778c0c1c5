package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Verified;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures in the body: every item of the batch has its own, and all have to hold. */
class AdyenItemsTest {
  private static final String ITEM = Samples.adyenItem();
  private static final Rejected BAD = new Rejected("bad-signature");

  private final Sample sample = Samples.adyen();

  @ParameterizedTest
  @CsvSource({
    "7914073381342284,7914073381342285",
    "TestMerchant,OtherMerchant",
    "TestPayment-1407325143704,TestPayment-1407325143705",
    "1130,1131",
    "EUR,USD",
    "AUTHORISATION,REFUND",
    "true,false"
  })
  void noOtherSignedValueIsBelieved(String value, String other) {
    assertThat(batch(ITEM.replace(value, other))).isEqualTo(BAD);
  }

  @Test
  void anOriginalReferenceThatWasNotSignedIsNotBelieved() {
    assertThat(batch(ITEM.replace("\"success\"", "\"originalReference\":\"1\",\"success\"")))
        .isEqualTo(BAD);
  }

  @Test
  void everyItemOfABatchHasToHold() {
    String forged = ITEM.replace("1130", "9999");

    assertThat(((Verified) batch(ITEM, ITEM)).events()).hasSize(2);
    assertThat(batch(ITEM, forged)).isEqualTo(BAD);
    assertThat(batch(forged, ITEM)).isEqualTo(BAD);
    assertThat(batch(ITEM, ITEM.replace("hmacSignature", "other")))
        .isEqualTo(new Rejected("no-signature"));
    assertThat(batch(ITEM, "null")).isEqualTo(new Rejected("no-signature"));
  }

  @Test
  void aHundredItemsAreReadOneMoreIsNot() {
    assertThat(batch(Collections.nCopies(100, ITEM).toArray(String[]::new)))
        .isInstanceOf(Verified.class);
    assertThat(batch(Collections.nCopies(101, ITEM).toArray(String[]::new)))
        .isEqualTo(new Rejected("too-many-signatures"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"notificationItems\":[]}",
        "{\"notificationItems\":{}}",
        "{\"notificationItems\":7}",
        "{\"notificationItems\":[]}x"
      })
  void aBodyWithoutItemsIsRefused(String body) {
    assertThat(sample.withBody(body).verify()).isEqualTo(new Rejected("no-signature"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "x", "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo1="})
  void aSignatureWrittenOtherwiseIsRefused(String signature) {
    assertThat(batch(ITEM.replace("coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=", signature)))
        .isEqualTo(new Rejected("malformed-signature"));
  }

  @Test
  void theSameLettersSplitAnotherWayAreNotBelieved() {
    String genuine = item("a:b:c");
    String shifted = genuine.replace("Shop", "Shop:a").replace("a:b:c", "b:c");

    assertThat(batch(shifted)).isEqualTo(new Rejected("malformed-body"));
    assertThat(batch(genuine)).isInstanceOf(Verified.class);
  }

  @Test
  void anAmountIsTakenAsItStands() {
    assertThat(batch(ITEM.replace("1130", "1130.0"))).isEqualTo(BAD);
    assertThat(batch(ITEM.replace("1130", "1e999999999"))).isEqualTo(BAD);
    assertThat(batch(ITEM.replace("1130", "9".repeat(500)))).isEqualTo(BAD);
  }

  @Test
  void theKeyIsHexOfEitherCase() {
    String lower = sample.secrets().right().toLowerCase(Locale.ROOT);

    assertThat(sample.verify(List.of(lower))).isInstanceOf(Verified.class);
    assertThat(sample.verify(List.of("not hex"))).isEqualTo(new Rejected("no-usable-secret"));
  }

  private Verdict batch(String... items) {
    return sample.withBody(Samples.adyenBatch(items)).verify();
  }

  private String item(String reference) {
    String content = "psp::Shop:" + reference + ":1:EUR:CAPTURE:true";
    byte[] key = HexFormat.of().parseHex(sample.secrets().right());
    String signature =
        Base64.getEncoder()
            .encodeToString(Samples.hmac("HmacSHA256", key, content.getBytes(UTF_8)));
    return """
    {"additionalData":{"hmacSignature":"%s"},"pspReference":"psp","merchantAccountCode":"Shop",
     "merchantReference":"%s","amount":{"value":1,"currency":"EUR"},"eventCode":"CAPTURE",
     "success":true}\
    """
        .formatted(signature, reference);
  }
}
