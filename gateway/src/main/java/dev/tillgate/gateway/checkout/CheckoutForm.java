package dev.tillgate.gateway.checkout;

import dev.tillgate.gateway.catalog.Line;
import dev.tillgate.gateway.catalog.Sku;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.platform.http.Currencies;
import dev.tillgate.gateway.platform.http.Fields;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads the bodies of checkouts; every bound of the contract stands here. */
final class CheckoutForm {
  private static final int ITEMS_MAX = 100;
  private static final long QUANTITY_MAX = 100_000;
  private static final int SKU_MAX = 64;
  private static final int EMAIL_MAX = 254; // RFC 5321, section 4.5.3.1.3, as erratum 1690 has it.
  private static final int NAME_MAX = 200;
  private static final int CART_ID_MAX = 100;
  private static final int URL_MAX = 2_048;
  private static final int METHOD_MAX = 255;
  private static final int METADATA_KEYS_MAX = 50;
  private static final int METADATA_KEY_MAX = 40;
  private static final int METADATA_VALUE_MAX = 500;

  // Enough to catch a slip; only a message can prove an address.
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+\\.[^\\s@\\p{Cntrl}]+");
  private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_]+");

  private CheckoutForm() {}

  /** The body of {@code POST /v1/checkouts}. */
  static CheckoutRequest read(JsonNode body) {
    Fields fields =
        Fields.of(
            body,
            "items",
            "currency",
            "customer",
            "payment",
            "cart_id",
            "return_url",
            "metadata",
            "expected_total");
    List<Line> lines = lines(fields);
    return new CheckoutRequest(
        lines,
        Currencies.in(fields, "currency"),
        fields.optionalInteger("expected_total", 1, Long.MAX_VALUE),
        buyer(fields),
        payWith(fields));
  }

  /** The body of {@code POST /v1/orders/{id}/payments}. */
  static CheckoutRequest.PayWith readPayment(JsonNode body) {
    return payWith(Fields.of(body, "payment", "return_url"));
  }

  private static List<Line> lines(Fields fields) {
    Set<String> seen = new HashSet<>();
    return fields.objects("items", ITEMS_MAX, "sku", "quantity").stream()
        .map(item -> line(item, seen))
        .toList();
  }

  private static Line line(Fields item, Set<String> seen) {
    String sku = item.text("sku", SKU_MAX);
    if (!Sku.isValid(sku)) {
      throw item.problem("sku", "must be 1 to 64 letters, digits, dots, dashes and underscores");
    }
    if (!seen.add(sku)) {
      throw item.problem("sku", "stands in more than one item; give its whole quantity once");
    }
    return new Line(new Sku(sku), item.integer("quantity", 1, QUANTITY_MAX));
  }

  private static Order.Buyer buyer(Fields fields) {
    Fields customer = fields.object("customer", "email", "name");
    String email = customer.text("email", EMAIL_MAX);
    if (!EMAIL.matcher(email).matches()) {
      throw customer.problem("email", "must be an e-mail address");
    }
    return new Order.Buyer(
        email,
        customer.optionalText("name", NAME_MAX),
        fields.optionalText("cart_id", CART_ID_MAX),
        fields.textMap("metadata", METADATA_KEYS_MAX, METADATA_KEY_MAX, METADATA_VALUE_MAX));
  }

  private static CheckoutRequest.PayWith payWith(Fields fields) {
    Fields payment = fields.object("payment", "method");
    String method = payment.text("method", METHOD_MAX);
    if (!METHOD.matcher(method).matches()) {
      throw payment.problem("method", "must be a payment method's id such as pm_…");
    }
    Optional<String> returnUrl = fields.optionalText("return_url", URL_MAX);
    if (returnUrl.isPresent() && !isWebUrl(returnUrl.get())) {
      throw fields.problem("return_url", "must be an http or https URL");
    }
    return new CheckoutRequest.PayWith(method, returnUrl);
  }

  private static boolean isWebUrl(String text) {
    try {
      URI url = URI.create(text);
      return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          && url.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
