package dev.tillgate.mockpsp.http;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A currency in a parameter. */
public final class CurrencyCode {
  private static final Set<String> KNOWN =
      Currency.getAvailableCurrencies().stream()
          .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
          .collect(toUnmodifiableSet());

  private CurrencyCode() {}

  /** Its three letters in lower case; empty when none was sent. Anything else is refused. */
  public static Optional<String> in(Params params, String name) {
    Optional<String> code = params.given(name).map(text -> text.toLowerCase(Locale.ROOT));
    if (code.isPresent() && !KNOWN.contains(code.get())) {
      throw ApiError.invalid("Invalid currency: " + code.get(), params.name(name), null);
    }
    return code;
  }
}
