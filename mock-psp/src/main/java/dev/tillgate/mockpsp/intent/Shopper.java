package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.intent.Payments.Work;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import dev.tillgate.mockpsp.store.Tx;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/** What the shopper and the bank do, whom no API call represents: authenticate, and settle. */
public final class Shopper {
  private static final Origin NOBODY = new Origin(null, null, "");

  /** Stripe's word since 2025-03-31.basil; before that it was {@code automatic}. */
  private static final String EXPIRED = "expired";

  private final Intents intents;
  private final Charges charges;
  private final Payments payments;

  Shopper(Intents intents, Charges charges, Payments payments) {
    this.intents = intents;
    this.charges = charges;
    this.payments = payments;
  }

  /** Ends a 3-D Secure challenge; refused unless the intent requires that action. */
  public ObjectNode authenticate(Tx tx, String id, boolean success) {
    Work work = work(tx, id, IntentStatus.REQUIRES_ACTION, "authenticate");
    if (success) {
      payments.authenticated(work);
    } else {
      payments.notAuthenticated(work);
    }
    return work.intent().json();
  }

  /** The bank's late word on a payment in process; refused for any other. */
  public ObjectNode settle(Tx tx, String id, boolean success) {
    Work work = work(tx, id, IntentStatus.PROCESSING, "settle");
    ObjectNode charge =
        charges.find(tx, work.intent().json().path("latest_charge").asString()).orElseThrow();
    if (success) {
      payments.settled(work, charge);
    } else {
      payments.notSettled(work, charge);
    }
    return work.intent().json();
  }

  /** What the timetable brings about, unless somebody was faster. */
  Map<String, Handler> handlers() {
    return Map.of(Payments.SETTLE, this::settleIfProcessing, Payments.EXPIRE, this::expireIfHeld);
  }

  private void settleIfProcessing(Tx tx, String id) {
    if (find(tx, id).status() == IntentStatus.PROCESSING) {
      ObjectNode unused = settle(tx, id, true);
    }
  }

  private void expireIfHeld(Tx tx, String id) {
    PaymentIntent intent = find(tx, id);
    if (intent.status() == IntentStatus.REQUIRES_CAPTURE) {
      payments.cancel(tx, NOBODY, intent, EXPIRED);
    }
  }

  private Work work(Tx tx, String id, IntentStatus needed, String verb) {
    PaymentIntent intent = find(tx, id);
    if (intent.status() != needed) {
      throw intent.refuses(verb);
    }
    TestMethod method = TestMethods.find(Objects.requireNonNull(intent.method())).orElseThrow();
    return new Work(tx, NOBODY, intent, method);
  }

  PaymentIntent find(Tx tx, String id) {
    return intents
        .find(tx, id)
        .map(PaymentIntent::new)
        .orElseThrow(() -> ApiError.noSuch("payment_intent", id));
  }
}
