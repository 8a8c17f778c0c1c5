package dev.tillgate.gateway.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSettingsTest {
  private static final URI STRIPE = URI.create("https://api.stripe.com");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {"", "api.stripe.com", "ftp://a", "https:///v1", "https://u:p@a", "https://a?b=c"})
  void anAddressThatIsNoBaseIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StripeSettings(URI.create(url), "sk_1", TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sk 1", "sk_1\n", "sk_é"})
  void aKeyThatIsNoHeaderIsRefusedAndNotShown(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StripeSettings(STRIPE, key, TIMEOUT))
        .withMessage("the provider's API key is visible ASCII without spaces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0000001S"})
  void aTimeoutThatWouldMeanForeverIsRefused(String timeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StripeSettings(STRIPE, "sk_1", Duration.parse(timeout)));
  }

  @Test
  void dialingIsGivenUpSoonerThanTheWholeCall() {
    assertThat(new StripeSettings(STRIPE, "sk_1", TIMEOUT).connectTimeout())
        .isEqualTo(Duration.ofSeconds(3));
    assertThat(new StripeSettings(STRIPE, "sk_1", Duration.ofSeconds(1)).connectTimeout())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theKeyIsNeverPrinted() {
    assertThat(new StripeSettings(STRIPE, "sk_secret", TIMEOUT).toString())
        .doesNotContain("sk_secret");
  }
}
