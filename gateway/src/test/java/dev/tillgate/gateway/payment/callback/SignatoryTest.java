package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A source that could never be believed is refused at the start, without a word of its secret. */
class SignatoryTest {
  private static final Optional<String> NO_URL = Optional.empty();

  @Test
  void aSourceWithoutASecretIsRefused() {
    assertThatThrownBy(() -> new Signatory("github", Schemes.gitHub(), List.of(), NO_URL))
        .hasMessage("no callback secret is given for github");
  }

  @Test
  void aSecretItsSchemeCannotReadIsRefused() {
    assertThatThrownBy(() -> source(Schemes.adyen(), "not-hex", NO_URL))
        .hasMessage("a callback secret of shop is not written as its scheme writes secrets");
    assertThatThrownBy(
            () -> source(Schemes.standardWebhooks(Schemes.DEFAULT_TOLERANCE), "whsec_*", NO_URL))
        .hasMessageNotContaining("whsec_*");
  }

  @Test
  void aSchemeThatSignsTheUrlNeedsIt() {
    for (SignatureVerifier scheme : List.of(Schemes.twilio(), Schemes.square())) {
      assertThatThrownBy(() -> source(scheme, "hush", NO_URL)).hasMessageContaining("URL");
      assertThat(source(scheme, "hush", Optional.of("https://shop.example/")).toString())
          .doesNotContain("hush");
    }
  }

  private static Signatory source(SignatureVerifier scheme, String secret, Optional<String> url) {
    return new Signatory("shop", scheme, List.of(CallbackSecret.parse(secret)), url);
  }
}
