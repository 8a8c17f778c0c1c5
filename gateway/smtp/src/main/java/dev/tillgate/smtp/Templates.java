package dev.tillgate.smtp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The four texts a letter is made of. */
record Templates(Template subject, Template text, Template html, Template receipt) {

  /**
   * The letter about a purchase.
   *
   * @throws TemplateException when a template cannot be filled in, or makes no receipt
   */
  Letter fill(Purchase purchase, RelayUrl url) throws TemplateException {
    Map<String, String> values = values(purchase, url);
    List<Map<String, String>> items = purchase.items().stream().map(Templates::values).toList();
    return new Letter(
        Plain.line(subject.fill(values, items)),
        text.fill(values, items),
        html.fill(values, items),
        Receipt.pdf(receipt.fill(values, items)));
  }

  private static Map<String, String> values(Purchase purchase, RelayUrl url) {
    Map<String, String> values = new HashMap<>();
    values.put("shop.name", url.shop());
    values.put("shop.email", url.from().address());
    values.put("order.id", purchase.orderId());
    values.put("order.date", purchase.date());
    values.put("order.total", purchase.total().text());
    values.put("customer.email", purchase.email());
    values.put("customer.name", purchase.name().isEmpty() ? purchase.email() : purchase.name());
    return values;
  }

  private static Map<String, String> values(Purchase.Item item) {
    return Map.of(
        "item.sku", item.sku(),
        "item.name", item.name(),
        "item.quantity", String.valueOf(item.quantity()),
        "item.unit_price", item.unitPrice().text(),
        "item.amount", item.amount().text());
  }
}
