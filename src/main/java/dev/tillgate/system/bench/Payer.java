package dev.tillgate.system.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** A shop that pays one order after the other at a provider, over one connection. */
final class Payer implements AutoCloseable {
  private static final List<String> HEAD =
      List.of(
          "Authorization: Bearer sk_test_bench", "Content-Type: application/x-www-form-urlencoded");
  private static final String CREATE =
      "amount=1099&currency=eur&payment_method_types%5B0%5D=card&payment_method=pm_card_visa"
          + "&metadata%5Border_id%5D=";
  private static final String INTENTS = "/v1/payment_intents";
  private static final int ID_LENGTH = "pi_".length() + 24;

  private final Supplier<String> keys;
  private final Exchange exchange;

  /** How a payment is made. */
  enum Manner {
    /** Created and confirmed by one call. */
    ONE_CALL,
    /** Created, then confirmed by a second call, as the gateway does. */
    TWO_CALLS
  }

  /**
   * @param keys a new idempotency key for each payment
   */
  Payer(URI provider, Supplier<String> keys) throws IOException {
    this.keys = keys;
    this.exchange = new Exchange(provider, HEAD);
  }

  /** Pays a new order; an {@link IOException} when the provider does not say it succeeded. */
  void pay(Manner manner) throws IOException {
    String key = keys.get();
    String form = CREATE + key;
    String paid =
        switch (manner) {
          case ONE_CALL -> exchange.post(INTENTS, form + "&confirm=true", key);
          case TWO_CALLS -> confirm(exchange.post(INTENTS, form, key), key);
        };
    if (!paid.contains("\"status\":\"succeeded\"")) {
      throw new IOException("not paid: " + paid);
    }
  }

  private String confirm(String intent, String key) throws IOException {
    int id = intent.indexOf("pi_");
    return exchange.post(
        INTENTS + "/" + intent.substring(id, id + ID_LENGTH) + "/confirm", "", key + "-confirm");
  }

  @Override
  public void close() throws IOException {
    exchange.close();
  }
}
