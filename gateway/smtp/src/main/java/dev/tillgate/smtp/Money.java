package dev.tillgate.smtp;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

/**
 * An amount for people.
 *
 * @param currency ISO 4217, in lower case as the gateway writes it
 */
record Money(long minor, String currency) {
  Money {
    Currency.getInstance(currency.toUpperCase(Locale.ROOT)); // Throws when there is none such.
  }

  Money times(long quantity) {
    return new Money(Math.multiplyExact(minor, quantity), currency);
  }

  /** Such as {@code 1,299.00 USD}; as many decimals as the currency has: {@code 1,299 JPY}. */
  String text() {
    String code = currency.toUpperCase(Locale.ROOT);
    int decimals = Math.max(0, Currency.getInstance(code).getDefaultFractionDigits());
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(decimals);
    return format.format(BigDecimal.valueOf(minor, decimals)) + ' ' + code;
  }
}
