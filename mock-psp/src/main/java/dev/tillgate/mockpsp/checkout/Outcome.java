package dev.tillgate.mockpsp.checkout;

import java.util.Map;

/** What a press of Pay comes to. */
sealed interface Outcome {
  /** The shopper goes elsewhere: to the shop, or to the bank's page. */
  record GoTo(String url) implements Outcome {}

  /** Something typed is not right; nothing was tried. */
  record Wrong(Map<String, String> errors) implements Outcome {
    public Wrong {
      errors = Map.copyOf(errors);
    }
  }

  /** Not paid; the shopper may try again when the session is still open. */
  record NotPaid() implements Outcome {}
}
