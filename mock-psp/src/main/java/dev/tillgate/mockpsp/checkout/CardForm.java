package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.method.TestMethods;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper typed. A card's number is looked at and forgotten: it is neither stored nor shown
 * again.
 *
 * @param press how often Pay had been pressed when the page was made
 */
public record CardForm(
    String email, String name, String number, String expiry, String cvc, long press) {
  private static final int AMEX_CVC = 4;
  private static final int CVC = 3;

  /** Nothing typed yet. */
  static CardForm empty(String email) {
    return new CardForm(email, "", "", "", "", 0);
  }

  /** The same from an address the shop knows already; null leaves what was typed. */
  CardForm from(@Nullable String known) {
    return known == null ? this : new CardForm(known, name, number, expiry, cvc, press);
  }

  /** What may be shown again, on a page made after so many presses. */
  CardForm withoutCard(long presses) {
    return new CardForm(email, name, "", "", "", presses);
  }

  /** The number without the gaps people write. */
  String digits() {
    return number.replaceAll("[\\s-]", "");
  }

  /** What is wrong, by field, in Stripe's words where it has some; empty when it may be paid. */
  Map<String, String> errors(YearMonth today) {
    Map<String, String> errors = new LinkedHashMap<>();
    put(errors, "email", emailError());
    put(errors, "number", numberError());
    put(errors, "expiry", expiryError(today));
    put(errors, "cvc", cvcError());
    put(errors, "name", name.isBlank() ? "Enter the name on the card." : "");
    return errors;
  }

  private static void put(Map<String, String> errors, String field, String error) {
    if (!error.isEmpty()) {
      errors.put(field, error);
    }
  }

  private String emailError() {
    if (email.isBlank()) {
      return "Enter your e-mail address.";
    }
    return email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+")
        ? ""
        : "Your e-mail address is incomplete.";
  }

  private String numberError() {
    String digits = digits();
    if (!digits.matches("\\d*")) {
      return "Your card number is invalid.";
    }
    if (digits.length() < 13) {
      return "Your card number is incomplete.";
    }
    if (digits.length() > 19 || !passesLuhn(digits)) {
      return "Your card number is invalid.";
    }
    return TestMethods.byCardNumber(digits).isPresent()
        ? ""
        : "This is not a test card. Real cards are never taken here; try 4242 4242 4242 4242.";
  }

  /** The checksum of ISO/IEC 7812: every second digit from the right counts double. */
  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  private String expiryError(YearMonth today) {
    String digits = expiry.replaceAll("[\\s/]", "");
    if (!digits.matches("\\d{4}")) {
      return "Your card's expiration date is incomplete.";
    }
    try {
      YearMonth end =
          YearMonth.of(
              2000 + Integer.parseInt(digits.substring(2)),
              Integer.parseInt(digits.substring(0, 2)));
      return end.isBefore(today) ? "Your card's expiration date is in the past." : "";
    } catch (DateTimeException e) {
      return "Your card's expiration date is invalid.";
    }
  }

  private String cvcError() {
    int needed = digits().matches("3[47].*") ? AMEX_CVC : CVC;
    return cvc.matches("\\d{" + needed + "}") ? "" : "Your card's security code is incomplete.";
  }
}
