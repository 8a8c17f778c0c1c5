package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.page.Fact;
import dev.tillgate.mockpsp.page.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page of 3-D Secure shows.
 *
 * @param amount with its currency
 * @param waiting whether the shopper has something to decide
 */
public record AuthenticationView(
    String title, String amount, String text, List<Fact> facts, boolean waiting) {
  public AuthenticationView {
    facts = List.copyOf(facts);
  }

  static AuthenticationView of(PaymentIntent intent) {
    return new AuthenticationView(
        titleFor(intent.status()),
        Money.text(intent.amount(), intent.json().path("currency").asString()),
        textFor(intent.status()),
        facts(intent),
        intent.status() == IntentStatus.REQUIRES_ACTION);
  }

  private static String titleFor(IntentStatus status) {
    return switch (status) {
      case REQUIRES_ACTION -> "Authenticate this payment";
      case SUCCEEDED, REQUIRES_CAPTURE, PROCESSING -> "Nothing left to do";
      case REQUIRES_PAYMENT_METHOD, REQUIRES_CONFIRMATION -> "Nothing to authenticate";
      case CANCELED -> "Payment canceled";
    };
  }

  private static String textFor(IntentStatus status) {
    return switch (status) {
      case REQUIRES_ACTION -> "Your bank asks whether this payment is yours.";
      case SUCCEEDED -> "This payment has succeeded. You can close this page.";
      case REQUIRES_CAPTURE -> "This payment is authorized. You can close this page.";
      case PROCESSING -> "This payment is being processed. You can close this page.";
      case REQUIRES_PAYMENT_METHOD ->
          "This payment did not go through. Go back to the shop to try again.";
      case REQUIRES_CONFIRMATION -> "This payment has not been confirmed by the shop.";
      case CANCELED -> "This payment was canceled, and nothing was charged.";
    };
  }

  private static List<Fact> facts(PaymentIntent intent) {
    List<Fact> facts = new ArrayList<>();
    intent
        .json()
        .path("metadata")
        .properties()
        .forEach(entry -> facts.add(new Fact(entry.getKey(), entry.getValue().asString())));
    String description = intent.json().path("description").asString("");
    if (!description.isEmpty()) {
      facts.addFirst(new Fact("For", description));
    }
    facts.add(new Fact("Payment", intent.id()));
    facts.add(new Fact("Status", intent.status().wire()));
    return facts;
  }
}
