package dev.tillgate.mockpsp.page;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;

/**
 * Amounts as people read them. How many digits follow the point is Stripe's list, not ISO's: see <a
 * href="https://docs.stripe.com/currencies#zero-decimal">its page on currencies</a>.
 */
public final class Money {
  private static final Set<String> WHOLE =
      Set.of(
          "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv",
          "xaf", "xof", "xpf");
  private static final Set<String> THOUSANDTHS = Set.of("bhd", "jod", "kwd", "omr", "tnd");

  private Money() {}

  /** {@code €10.99}, {@code ¥1,099}, {@code KWD 1.099}: minor units and a lower-case code. */
  public static String text(long amount, String currency) {
    int digits = digits(currency);
    NumberFormat format = NumberFormat.getNumberInstance(Locale.US);
    format.setMinimumFractionDigits(digits);
    String number = format.format(BigDecimal.valueOf(amount, digits));
    String symbol = symbol(currency.toUpperCase(Locale.ROOT));
    return symbol.length() > 2 ? symbol + " " + number : symbol + number;
  }

  private static int digits(String currency) {
    if (WHOLE.contains(currency)) {
      return 0;
    }
    return THOUSANDTHS.contains(currency) ? 3 : 2;
  }

  private static String symbol(String code) {
    try {
      return Currency.getInstance(code).getSymbol(Locale.US);
    } catch (IllegalArgumentException e) {
      return code;
    }
  }
}
