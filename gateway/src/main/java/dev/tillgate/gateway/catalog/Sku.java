package dev.tillgate.gateway.catalog;

import java.util.regex.Pattern;

/** A product's number in the shop: 1 to 64 letters, digits, dots, dashes and underscores. */
public record Sku(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public Sku {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a SKU: " + value);
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
