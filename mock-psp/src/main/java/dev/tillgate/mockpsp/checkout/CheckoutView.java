package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.page.Money;
import dev.tillgate.mockpsp.store.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the Checkout page shows.
 *
 * @param order what is bought, for how much
 * @param form what was typed so far
 * @param errors what is wrong with it, by field
 * @param notice why it was not paid; empty when there is nothing to say
 * @param bankUrl the bank's page that waits for the shopper; empty when none does
 */
public record CheckoutView(
    Order order, CardForm form, Map<String, String> errors, String notice, String bankUrl) {
  private static final String NOT_AUTHENTICATED =
      "We are unable to authenticate your payment method. Please choose a different payment method"
          + " and try again.";

  /**
   * What is bought.
   *
   * @param open whether it can still be paid
   * @param paid whether it was
   * @param emailFixed whether the shop knows the address already
   */
  public record Order(
      String total,
      List<Item> items,
      String verb,
      @Nullable String cancelUrl,
      boolean open,
      boolean paid,
      boolean emailFixed) {
    public Order {
      items = List.copyOf(items);
    }
  }

  /** One line of it. */
  public record Item(
      String name, String about, String image, long quantity, String each, String total) {
    static Item of(Row row) {
      ObjectNode json = row.document();
      String currency = json.path("currency").asString();
      return new Item(
          json.path("description").asString(),
          row.text("about"),
          row.text("image"),
          json.path("quantity").asLong(),
          Money.text(json.at("/price/unit_amount").asLong(), currency),
          Money.text(json.path("amount_total").asLong(), currency));
    }
  }

  public CheckoutView {
    errors = Map.copyOf(errors);
  }

  static CheckoutView of(CheckoutSession session, List<Row> items) {
    Order order =
        new Order(
            Money.text(session.amount(), session.currency()),
            items.stream().map(Item::of).toList(),
            verb(session.text("submit_type")),
            session.cancelUrl(),
            session.isOpen(),
            session.status() == SessionStatus.COMPLETE,
            session.customerEmail() != null);
    return new CheckoutView(order, CardForm.empty(""), Map.of(), "", "");
  }

  CheckoutView withForm(CardForm typed, Map<String, String> wrong) {
    return new CheckoutView(order, typed, wrong, notice, bankUrl);
  }

  /** With what the last try to pay came to; something wrong in the form is said first. */
  CheckoutView withPayment(Optional<ObjectNode> intent) {
    if (intent.isEmpty() || !errors.isEmpty() || !order.open()) {
      return this;
    }
    String code = intent.get().at("/last_payment_error/code").asString("");
    String message = intent.get().at("/last_payment_error/message").asString("");
    boolean unproven = code.equals("payment_intent_authentication_failure");
    String waits = intent.get().at("/next_action/redirect_to_url/url").asString("");
    return new CheckoutView(order, form, errors, unproven ? NOT_AUTHENTICATED : message, waits);
  }

  /** What is wrong with a field; null when nothing is. */
  public @Nullable String error(String field) {
    return errors.get(field);
  }

  private static String verb(@Nullable String submitType) {
    return switch (String.valueOf(submitType)) {
      case "book" -> "Book";
      case "donate" -> "Donate";
      default -> "Pay";
    };
  }
}
