package dev.tillgate.system.playground;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a shopper puts on the counter.
 *
 * @param method the provider's payment method, {@code pm_…}
 * @param returnUrl where the shopper comes back to after 3-D Secure
 */
public record Purchase(
    String sku, int quantity, String email, String method, Optional<String> returnUrl) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** One piece, paid by that method. */
  public static Purchase of(String sku, String method) {
    return new Purchase(sku, 1, "ada@example.com", method, Optional.empty());
  }

  /** The same, so many of it. */
  public Purchase times(int pieces) {
    return new Purchase(sku, pieces, email, method, returnUrl);
  }

  /** The same, by that shopper. */
  public Purchase by(String shopper) {
    return new Purchase(sku, quantity, shopper, method, returnUrl);
  }

  /** The same, coming back there. */
  public Purchase returningTo(String url) {
    return new Purchase(sku, quantity, email, method, Optional.of(url));
  }

  /** The checkout's body. */
  String json() {
    ObjectNode body = MAPPER.createObjectNode();
    body.putArray("items").addObject().put("sku", sku).put("quantity", quantity);
    body.put("currency", Shop.CURRENCY);
    body.putObject("customer").put("email", email);
    body.putObject("payment").put("method", method);
    returnUrl.ifPresent(url -> body.put("return_url", url));
    return body.toString();
  }
}
