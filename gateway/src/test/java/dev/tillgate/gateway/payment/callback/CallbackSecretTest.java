package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
      strings = {"", " ", "whsec_", "whsec_abc\n", "whsec_ a", "whsec_ä", "@2026-12-01T00:00:00Z"})
  void anEmptyOrGarbledSecretIsRefusedWhereItComesIn(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> CallbackSecret.parse(text));
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
