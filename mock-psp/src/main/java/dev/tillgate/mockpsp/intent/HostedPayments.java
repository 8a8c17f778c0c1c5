package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.intent.Payments.Work;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Tx;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** What a hosted page does with an intent, where the shopper and not the shop confirms. */
public final class HostedPayments {
  private final Intents intents;
  private final Payments payments;
  private final Ids ids;
  private final InstantSource clock;

  HostedPayments(Intents intents, Payments payments, Ids ids, InstantSource clock) {
    this.intents = intents;
    this.payments = payments;
    this.ids = ids;
    this.clock = clock;
  }

  /** An intent by card as it will be, stored nowhere; refuses what creating one would refuse. */
  public ObjectNode draft(Params data, long amount, String currency) {
    return IntentDraft.byCard(data, amount, currency, ids, clock.instant()).json();
  }

  /** Creates the intent that was drawn up, under its id. */
  public void create(Tx tx, Origin origin, ObjectNode draft) {
    draft.put("created", clock.instant().getEpochSecond());
    payments.create(tx, origin, new PaymentIntent(draft));
  }

  /**
   * Pays it with a test card; returns the intent as it is then, be it paid, declined or waiting for
   * the shopper to authenticate. Refused when its state does not allow it.
   */
  public ObjectNode pay(Tx tx, Origin origin, String id, TestMethod card, String returnUrl) {
    PaymentIntent intent = find(tx, id);
    if (!intent.status().isOpen()) {
      throw intent.refuses("confirm");
    }
    payments.confirm(new Work(tx, origin, intent, card), returnUrl);
    return intent.json();
  }

  /** Cancels it, unless it is past that. */
  public void giveUp(Tx tx, Origin origin, String id) {
    PaymentIntent intent = find(tx, id);
    if (intent.status().mayBecome(IntentStatus.CANCELED)) {
      payments.cancel(tx, origin, intent, "automatic");
    }
  }

  private PaymentIntent find(Tx tx, String id) {
    return new PaymentIntent(intents.find(tx, id).orElseThrow());
  }
}
