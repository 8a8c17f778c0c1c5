package dev.tillgate.mockpsp.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CardFormTest {
  private static final YearMonth TODAY = YearMonth.of(2027, 1);

  @Test
  void aTestCardWithALaterDateIsTakenHoweverItIsSpaced() {
    assertThat(errors("4242 4242-42424242", "01/27", "123")).isEmpty();
    assertThat(errors("4242424242424242", "1234", "123")).isEmpty();
    assertThat(errors("378282246310005", "12 / 30", "1234")).isEmpty();
  }

  @Test
  void aNumberIsIncompleteInvalidOrNoTestCard() {
    assertThat(number("4242")).isEqualTo("Your card number is incomplete.");
    assertThat(number("4242424242424241")).isEqualTo("Your card number is invalid.");
    assertThat(number("4242 4242 four")).isEqualTo("Your card number is invalid.");
    assertThat(number("4111111111111111")).startsWith("This is not a test card.");
  }

  @Test
  void aDateIsIncompleteInvalidOrPast() {
    assertThat(expiry("12")).isEqualTo("Your card's expiration date is incomplete.");
    assertThat(expiry("13/30")).isEqualTo("Your card's expiration date is invalid.");
    assertThat(expiry("12/26")).isEqualTo("Your card's expiration date is in the past.");
  }

  @Test
  void aCodeHasThreeDigitsAndFourOnAmex() {
    assertThat(errors("4242424242424242", "12/30", "12")).containsOnlyKeys("cvc");
    assertThat(errors("378282246310005", "12/30", "123")).containsOnlyKeys("cvc");
  }

  @Test
  void whoPaysMustBeSaid() {
    assertThat(new CardForm("", "", "", "", "", 0).errors(TODAY))
        .containsOnlyKeys("email", "number", "expiry", "cvc", "name");
    assertThat(new CardForm("ada@", "Ada", "4242424242424242", "12/30", "123", 0).errors(TODAY))
        .containsEntry("email", "Your e-mail address is incomplete.");
  }

  private static String number(String number) {
    return errors(number, "12/30", "123").getOrDefault("number", "");
  }

  private static String expiry(String expiry) {
    return errors("4242424242424242", expiry, "123").getOrDefault("expiry", "");
  }

  private static Map<String, String> errors(String number, String expiry, String cvc) {
    return new CardForm("ada@shop.example", "Ada", number, expiry, cvc, 0).errors(TODAY);
  }
}
