package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.callback.CallbackSource;
import dev.tillgate.gateway.payment.callback.ProviderEvent;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.provider.News;
import java.time.Instant;
import java.util.Set;

/**
 * Stripe's callbacks (Stripe API reference, "The Event object"). An event of another API version
 * than ours, or with members we do not know, is read for what we know of it.
 */
public final class StripeCallbacks implements CallbackSource {
  private static final String INTENT_TYPES = "payment_intent.";
  private static final String DISPUTE_TYPES = "charge.dispute.";
  // Of the same objects: the first kind is the newer one, the second still comes beside it.
  private static final Set<String> REFUND_TYPES =
      Set.of("refund.created", "refund.updated", "refund.failed", "charge.refund.updated");
  private static final int ID_CHARS_MAX = 255;

  private final SignatureVerifier scheme;

  public StripeCallbacks(SignatureVerifier scheme) {
    this.scheme = scheme;
  }

  @Override
  public String provider() {
    return "stripe";
  }

  @Override
  public SignatureVerifier scheme() {
    return scheme;
  }

  @Override
  public ProviderEvent parse(byte[] body) {
    StripeObject event = StripeObject.parse(body);
    String type = event.text("type");
    StripeObject object =
        event
            .child("data")
            .flatMap(data -> data.child("object"))
            .orElseThrow(() -> new IllegalArgumentException("'data.object' is not an object"));
    return new ProviderEvent(
        id(event), type, created(event), event.flag("livemode"), news(type, object));
  }

  private static String id(StripeObject event) {
    String id = event.text("id");
    if (id.length() > ID_CHARS_MAX) {
      throw new IllegalArgumentException("'id' is longer than " + ID_CHARS_MAX);
    }
    return id;
  }

  private static Instant created(StripeObject event) {
    long seconds = event.integer("created");
    if (seconds < 0 || seconds > Instant.parse("9999-12-31T23:59:59Z").getEpochSecond()) {
      throw new IllegalArgumentException("'created' is not a time in seconds");
    }
    return Instant.ofEpochSecond(seconds);
  }

  private static News news(String type, StripeObject object) {
    if (type.startsWith(INTENT_TYPES)) {
      return new News.OfIntent(StripeIntents.parse(object));
    }
    // What has no intent is not of our making.
    return StripeRefunds.intent(object)
        .map(intent -> ofMoney(type, object, intent))
        .orElseGet(News.Nothing::new);
  }

  private static News ofMoney(String type, StripeObject object, String intent) {
    if (REFUND_TYPES.contains(type)) {
      return new News.OfRefund(StripeRefunds.parse(object));
    }
    if (type.equals("charge.refunded")) {
      return new News.OfRefundSum(intent, object.integer("amount_refunded"));
    }
    if (type.startsWith(DISPUTE_TYPES)) {
      return new News.OfDispute(
          StripeRefunds.dispute(object, intent, type.equals(DISPUTE_TYPES + "closed")));
    }
    return new News.Nothing();
  }
}
