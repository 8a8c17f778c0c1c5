package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillgate.gateway.payment.callback.scheme.Sample;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackSecretTest {
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

  @Test
  void aSecretAloneNeverEnds() {
    CallbackSecret secret = CallbackSecret.parse("whsec_abc");

    assertThat(secret).isEqualTo(new CallbackSecret("whsec_abc", Optional.empty()));
    assertThat(secret.isActive(Instant.MAX)).isTrue();
  }

  @Test
  @DisplayName("PAY-B5: after the overlap the old secret is refused")
  void aSecretWithAnEndStopsCountingThen() {
    CallbackSecret secret = CallbackSecret.parse("whsec_abc@2026-12-01T00:00:00Z");

    assertThat(secret).isEqualTo(new CallbackSecret("whsec_abc", Optional.of(END)));
    assertThat(secret.isActive(END.minusMillis(1))).isTrue();
    assertThat(secret.isActive(END)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "whsec_",
        "whsec_abc\n",
        " whsec_abc",
        "whsec_abc ",
        "whsec_a\tb",
        "whsec_ä",
        "@",
        "@2026-12-01T00:00:00Z"
      })
  void anEmptyOrGarbledSecretIsRefusedWhereItComesIn(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CallbackSecret.parse(text));
  }

  @ParameterizedTest
  @MethodSource("dev.tillgate.gateway.payment.callback.scheme.Samples#all")
  @DisplayName("PAY-B5: the secrets of every scheme can be given, with an end and without")
  void aSecretOfEveryScheme(Sample sample) {
    String secret = sample.secrets().right();

    assertThat(CallbackSecret.parse(secret))
        .isEqualTo(new CallbackSecret(secret, Optional.empty()));
    assertThat(CallbackSecret.parse(secret + "@2026-12-01T00:00:00Z"))
        .isEqualTo(new CallbackSecret(secret, Optional.of(END)));
    assertThat(sample.verifier().takes(secret)).isTrue();
  }

  @Test
  void aSecretWithAnAtOfItsOwnIsGivenWithOneMore() {
    assertThat(CallbackSecret.parse("p@ss word@").value()).isEqualTo("p@ss word");
    assertThat(CallbackSecret.parse("p@ss@2026-12-01T00:00:00Z"))
        .isEqualTo(new CallbackSecret("p@ss", Optional.of(END)));
  }

  @Test
  @DisplayName("PAY-B5: a secret that is not written as its scheme's are refuses to start")
  void aSecretOfAnotherShapeRefusesToStart() {
    CallbackSecret noBase64 = new CallbackSecret("whsec_not base64!", Optional.empty());
    CallbackSource source =
        new CallbackSource() {
          @Override
          public String provider() {
            return "shop";
          }

          @Override
          public SignatureVerifier scheme() {
            return Schemes.standardWebhooks(Schemes.DEFAULT_TOLERANCE);
          }

          @Override
          public ProviderEvent parse(byte[] body) {
            throw new IllegalArgumentException("nothing comes");
          }
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Callbacks.Configured(source, List.of(noBase64)))
        .withMessageContaining("shop")
        .withMessageNotContaining("base64");
  }

  @Test
  void anEndThatIsNoTimeIsRefusedWithoutShowingTheSecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CallbackSecret.parse("whsec_abc@tomorrow"))
        .withMessageContaining("2026-12-01T00:00:00Z")
        .withMessageNotContainingAny("abc", "tomorrow")
        .withNoCause();
  }

  @Test
  void aSecretIsNeverPrinted() {
    assertThat(CallbackSecret.parse("whsec_abc").toString()).doesNotContain("abc");
  }
}
