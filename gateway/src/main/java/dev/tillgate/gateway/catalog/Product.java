package dev.tillgate.gateway.catalog;

/**
 * Something the shop sells.
 *
 * @param unitAmountMinor price of one, in minor units of the currency
 * @param currency lower-case ISO 4217
 */
public record Product(Sku sku, String name, long unitAmountMinor, String currency, Level level) {

  /**
   * How much of it there is.
   *
   * @param stock pieces in the house
   * @param reserved pieces set aside for open orders; a stock edit may take {@code stock} below it
   */
  public record Level(long stock, long reserved) {
    public long available() {
      return Math.max(0, stock - reserved);
    }
  }
}
