package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.CurrencyCode;
import dev.tillgate.mockpsp.http.Metadata;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of what is bought.
 *
 * @param about what the shop says about the product; empty when nothing
 * @param image the address of its picture; empty when there is none
 * @param unitAmount the price of one, in minor units
 */
record LineItem(
    String name, String about, String image, String currency, long unitAmount, long quantity) {
  private static final long MOST = 999_999;
  private static final Set<String> KNOWN =
      Set.of(
          "adjustable_quantity",
          "dynamic_tax_rates",
          "metadata",
          "price",
          "price_data",
          "quantity",
          "tax_rates");
  private static final Set<String> KNOWN_OF_PRICE =
      Set.of(
          "currency",
          "product",
          "product_data",
          "recurring",
          "tax_behavior",
          "unit_amount",
          "unit_amount_decimal");
  private static final Set<String> KNOWN_OF_PRODUCT =
      Set.of("description", "images", "metadata", "name", "tax_code", "unit_label");
  private static final String RECURRING =
      "You specified `payment` mode but passed a recurring price. Use only one-time prices.";
  private static final List<String> ABSENT_OF_PRICE =
      List.of(
          "custom_unit_amount",
          "lookup_key",
          "nickname",
          "recurring",
          "tiers_mode",
          "transform_quantity");

  /** Reads {@code line_items[0][…]}; prices and products by id do not exist here. */
  static LineItem read(Params item) {
    known(item, KNOWN);
    nothingStored(item, "price", "price");
    Params price = required(item, "price_data");
    known(price, KNOWN_OF_PRICE);
    nothingStored(price, "product", "product");
    if (!price.group("recurring").names().isEmpty()) {
      throw ApiError.invalid(RECURRING, price.name("recurring"), null);
    }
    Params product = required(price, "product_data");
    known(product, KNOWN_OF_PRODUCT);
    return new LineItem(
        product.given("name").orElseThrow(() -> missing(product, "name")),
        product.given("description").orElse(""),
        product.texts("images").stream().findFirst().orElse(""),
        CurrencyCode.in(price, "currency").orElseThrow(() -> missing(price, "currency")),
        unitAmount(price),
        quantity(item));
  }

  private static void known(Params params, Set<String> names) {
    for (String name : params.names()) {
      if (!names.contains(name)) {
        throw ApiError.unknownParameter(params.name(name));
      }
    }
  }

  private static void nothingStored(Params params, String name, String kind) {
    params
        .given(name)
        .ifPresent(id -> {
          throw ApiError.noSuchParameter(kind, id, params.name(name));
        });
  }

  private static Params required(Params params, String name) {
    Params group = params.group(name);
    if (group.names().isEmpty()) {
      throw missing(params, name);
    }
    return group;
  }

  private static ApiError missing(Params params, String name) {
    return ApiError.missingParameter(params.name(name));
  }

  /** Fractions of a minor unit are Stripe's, not ours. */
  private static long unitAmount(Params price) {
    String name = price.given("unit_amount").isPresent() ? "unit_amount" : "unit_amount_decimal";
    long amount = price.integer(name).orElseThrow(() -> missing(price, "unit_amount"));
    return within(amount, 0, SessionDraft.LARGEST_AMOUNT, price.name(name));
  }

  private static long quantity(Params item) {
    long quantity = item.integer("quantity").orElseThrow(() -> missing(item, "quantity"));
    return within(quantity, 1, MOST, item.name("quantity"));
  }

  private static long within(long number, long least, long most, String name) {
    if (number < least || number > most) {
      throw ApiError.invalid(
          "This value must be between %d and %d.".formatted(least, most),
          name,
          "parameter_invalid_integer");
    }
    return number;
  }

  /** What the line comes to, in minor units. */
  long amount() {
    return unitAmount * quantity;
  }

  /** The object as the API lists it. */
  ObjectNode json(Ids ids, Instant now, Params sent) {
    ObjectNode item = Json.object().put("id", ids.next("li_")).put("object", "item");
    item.putNull("adjustable_quantity").put("amount_discount", 0).put("amount_subtotal", amount());
    item.put("amount_tax", 0).put("amount_total", amount()).put("currency", currency);
    item.put("description", name);
    Metadata.update(item, sent);
    item.set("price", price(ids, now));
    return item.put("quantity", quantity);
  }

  /** As Stripe does for a price given in place: it exists, but nobody else can use it. */
  private ObjectNode price(Ids ids, Instant now) {
    ObjectNode price = Json.object().put("id", ids.next("price_")).put("object", "price");
    price.put("active", false).put("billing_scheme", "per_unit");
    price.put("created", now.getEpochSecond()).put("currency", currency);
    ABSENT_OF_PRICE.forEach(price::putNull);
    price.put("livemode", false).putObject("metadata");
    price.put("product", ids.next("prod_")).put("tax_behavior", "unspecified");
    price.put("type", "one_time").put("unit_amount", unitAmount);
    return price.put("unit_amount_decimal", String.valueOf(unitAmount));
  }
}
