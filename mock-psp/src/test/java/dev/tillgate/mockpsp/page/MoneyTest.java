package dev.tillgate.mockpsp.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MoneyTest {
  @Test
  void amountsAreShownInMajorUnits() {
    assertThat(Money.text(1099, "eur")).isEqualTo("€10.99");
    assertThat(Money.text(123_456_700, "usd")).isEqualTo("$1,234,567.00");
    assertThat(Money.text(5, "gbp")).isEqualTo("£0.05");
  }

  @Test
  void currenciesWithoutOrWithThreeDigitsHaveThem() {
    assertThat(Money.text(1099, "jpy")).isEqualTo("¥1,099");
    assertThat(Money.text(1099, "kwd")).isEqualTo("KWD 1.099");
    assertThat(Money.text(5000, "mga")).isEqualTo("MGA 5,000");
  }

  @Test
  void aCurrencyNobodyKnowsIsShownByItsCode() {
    assertThat(Money.text(100, "qqq")).isEqualTo("QQQ 1.00");
  }
}
