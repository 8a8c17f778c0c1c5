package dev.tillgate.gateway.catalog;

/** So many pieces of one product. */
public record Line(Sku sku, long quantity) {
  public Line {
    if (quantity < 1) {
      throw new IllegalArgumentException("a line has at least one piece, not " + quantity);
    }
  }
}
