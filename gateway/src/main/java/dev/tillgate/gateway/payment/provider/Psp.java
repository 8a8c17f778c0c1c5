package dev.tillgate.gateway.payment.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A payment provider. Every call is one exchange over the network that may never be answered, so
 * none stands inside a transaction, and each that changes something carries a key under which the
 * provider does it at most once. Implementations never throw for what a network or a provider can
 * do: it is in the answer. Thread-safe.
 */
public interface Psp {

  /** The provider's name, as it stands in paths and rows: {@code stripe}. */
  String name();

  /** Makes a payment intent without confirming it: no money moves yet. Repeating it is safe. */
  PspAnswer<Intent> create(NewIntent intent, String key);

  /** Confirms an intent: money may move. Repeating it with the same key is safe. */
  PspAnswer<Intent> confirm(Confirmation confirmation, String key);

  /** Cancels an intent. Repeating it with the same key is safe. */
  PspAnswer<Intent> cancel(String providerPaymentId, String key);

  /**
   * Whether {@link #retrieve} can tell how an intent stands. Where it cannot, only the same call
   * with the same key finds out what became of one that was not answered.
   */
  default boolean canBeAsked() {
    return true;
  }

  /** Whether a declined intent is over, so that it need not, and cannot, be canceled. */
  default boolean declinesAreFinal() {
    return false;
  }

  /** Reads an intent; changes nothing. */
  PspAnswer<Intent> retrieve(String providerPaymentId);

  /** Reads one page of the intents made within a time, whoever made them; changes nothing. */
  PspAnswer<IntentPage> intents(IntentPage.Query query);

  /**
   * Reads one page of the account's events, oldest first; changes nothing. It may take several
   * exchanges to find where a time begins.
   */
  PspAnswer<EventPage> events(EventsFrom from);

  /** Gives money of a captured intent back. Repeating it with the same key is safe. */
  PspAnswer<ProviderRefund> refund(NewRefund refund, String key);

  /** Reads a refund; changes nothing. */
  PspAnswer<ProviderRefund> retrieveRefund(String providerRefundId);

  /** Reads every refund of an intent, whoever made it; changes nothing. */
  PspAnswer<List<ProviderRefund>> refundsOf(String providerPaymentId);

  /**
   * An intent to make.
   *
   * @param amountMinor in minor units of the currency, positive
   * @param currency lower-case ISO 4217
   * @param method the provider's id of the shopper's payment method
   * @param redirects whether the shopper can be sent to a page and back
   * @param metadata what the provider keeps with it; {@code order_id} and {@code payment_id} are in
   *     it
   */
  record NewIntent(
      long amountMinor,
      String currency,
      String method,
      boolean redirects,
      Map<String, String> metadata) {
    public NewIntent {
      if (amountMinor <= 0) {
        throw new IllegalArgumentException("an intent's amount is positive, not " + amountMinor);
      }
      metadata = Map.copyOf(metadata);
    }
  }

  /**
   * An intent to confirm.
   *
   * @param amountMinor as it was made, and {@code currency} too: not every provider keeps an intent
   *     before it is confirmed
   * @param returnUrl where a page of the provider sends the shopper back to
   */
  record Confirmation(
      String providerPaymentId,
      long amountMinor,
      String currency,
      String method,
      Optional<String> returnUrl) {}

  /**
   * A refund to make.
   *
   * @param amountMinor in minor units of the intent's currency, positive
   * @param reason one of the provider's words, if any
   * @param metadata what the provider keeps with it; {@code refund_id} is in it
   */
  record NewRefund(
      String providerPaymentId,
      long amountMinor,
      Optional<String> reason,
      Map<String, String> metadata) {
    public NewRefund {
      if (amountMinor <= 0) {
        throw new IllegalArgumentException("a refund's amount is positive, not " + amountMinor);
      }
      metadata = Map.copyOf(metadata);
    }
  }
}
