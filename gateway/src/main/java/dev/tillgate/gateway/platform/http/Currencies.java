package dev.tillgate.gateway.platform.http;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Currency fields: lower-case ISO 4217 codes with minor units (no test, metal or fund codes). */
public final class Currencies {
  private static final int CODE_LENGTH = 3;
  private static final Set<String> KNOWN =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private Currencies() {}

  /** The field's currency, or the 422 that says what was expected. */
  public static String in(Fields fields, String name) {
    String code = fields.text(name, CODE_LENGTH);
    if (!KNOWN.contains(code)) {
      throw fields.problem(name, "must be a lower-case ISO 4217 code such as usd");
    }
    return code;
  }
}
