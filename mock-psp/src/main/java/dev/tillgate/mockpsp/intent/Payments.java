package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.method.Behaviour;
import dev.tillgate.mockpsp.method.Behaviour.Approve;
import dev.tillgate.mockpsp.method.Behaviour.Authenticate;
import dev.tillgate.mockpsp.method.Behaviour.Decline;
import dev.tillgate.mockpsp.method.Behaviour.SettleLater;
import dev.tillgate.mockpsp.method.Quirk;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What happens to an intent, its charge and its events, in one transaction each time. */
final class Payments {
  private static final Decline UNPAID =
      new Decline("payment_failed", "generic_decline", "The bank did not pay.");

  /** The kinds of what is on the timetable for an intent. */
  static final String SETTLE = "payment_intent.settle";

  static final String EXPIRE = "payment_intent.expire";

  /** How long a bank account takes, as Stripe's test accounts whose success is delayed. */
  static final Duration SETTLING = Duration.ofMinutes(3);

  private static final Decline CANCELED =
      new Decline("payment_canceled", "generic_decline", "The payment was canceled.");

  private final Intents intents;
  private final Charges charges;
  private final Events events;
  private final Timetable timetable;
  private final InstantSource clock;

  Payments(
      Intents intents, Charges charges, Events events, Timetable timetable, InstantSource clock) {
    this.intents = intents;
    this.charges = charges;
    this.events = events;
    this.timetable = timetable;
    this.clock = clock;
  }

  /** One payment being worked on: where, because of whom, and on what. */
  record Work(Tx tx, Origin origin, PaymentIntent intent, TestMethod method) {}

  void create(Tx tx, Origin origin, PaymentIntent intent) {
    intents.add(tx, intent);
    events.record(tx, origin, "payment_intent.created", intent.json(), quirk(intent).deliveries());
  }

  /** Pays, as the method has it; {@code returnUrl} is where a shopper goes after authenticating. */
  void confirm(Work work, @Nullable String returnUrl) {
    work.intent().attach(work.method());
    if (work.method().behaviour() instanceof Authenticate) {
      work.intent().requireAction(AuthenticationPage.url(work), returnUrl);
      saved(work, "requires_action");
    } else {
      pay(work, work.method().behaviour());
    }
  }

  /** The shopper came back from the bank's page. */
  void authenticated(Work work) {
    if (work.method().behaviour() instanceof Authenticate authenticate) {
      pay(work, authenticate.then());
    }
  }

  void notAuthenticated(Work work) {
    work.intent().fail(PaymentError.notAuthenticated(work.method()), null);
    saved(work, "payment_failed");
  }

  /** The bank paid at last. */
  void settled(Work work, ObjectNode charge) {
    record(work, "charge.succeeded", charges.complete(work.tx(), charge, work.intent().amount()));
    succeed(work, charge);
  }

  void notSettled(Work work, ObjectNode charge) {
    record(work, "charge.failed", charges.giveUp(work.tx(), charge, UNPAID));
    fail(work, UNPAID, charge);
  }

  void capture(Work work, ObjectNode charge, long amount) {
    record(work, "charge.captured", charges.complete(work.tx(), charge, amount));
    work.intent().succeed(charge.path("id").asString(), amount);
    saved(work, "succeeded");
    expectDispute(work, charge);
  }

  /**
   * Ends it for good. Money that was only held is let go, which leaves the charge as it is: since
   * Stripe's 2025-03-31.basil a release is no refund, has no event of its own in our list, and
   * shows in {@code captured} and the intent's state alone (changelog, "Partially capturing or
   * canceling payments no longer creates a Refund").
   */
  void cancel(Tx tx, Origin origin, PaymentIntent intent, @Nullable String reason) {
    boolean settling = intent.status() == IntentStatus.PROCESSING;
    intent.cancel(reason, clock.instant());
    intents.save(tx, intent);
    if (settling) {
      stopSettling(tx, origin, intent);
    }
    events.record(tx, origin, "payment_intent.canceled", intent.json(), quirk(intent).deliveries());
  }

  /** The bank must not pay any more. */
  private void stopSettling(Tx tx, Origin origin, PaymentIntent intent) {
    ObjectNode charge =
        charges.find(tx, intent.json().path("latest_charge").asString()).orElseThrow();
    charges.giveUp(tx, charge, CANCELED);
    events.record(tx, origin, "charge.failed", charge, quirk(intent).deliveries());
  }

  /** What is odd about payments with the intent's present method. */
  static Quirk quirk(PaymentIntent intent) {
    String method = intent.method();
    return method == null
        ? Quirk.NONE
        : TestMethods.find(method).map(TestMethod::quirk).orElse(Quirk.NONE);
  }

  private void pay(Work work, Behaviour behaviour) {
    switch (behaviour) {
      case Approve() -> approve(work);
      case Decline decline -> decline(work, decline);
      case SettleLater() -> beginSettling(work);
      case Authenticate ignored ->
          throw new IllegalStateException("nobody authenticates twice: " + work.intent().id());
    }
  }

  private void approve(Work work) {
    ObjectNode charge = charges.succeed(work.tx(), work.intent().json(), work.method());
    record(work, "charge.succeeded", charge);
    if (work.intent().capturesLater()) {
      work.intent().authorize(charge.path("id").asString());
      later(work, EXPIRE, Charges.HELD_FOR);
      saved(work, "amount_capturable_updated");
    } else {
      succeed(work, charge);
    }
  }

  private void decline(Work work, Decline decline) {
    ObjectNode charge = charges.fail(work.tx(), work.intent().json(), work.method(), decline);
    record(work, "charge.failed", charge);
    fail(work, decline, charge);
  }

  private void beginSettling(Work work) {
    ObjectNode charge = charges.begin(work.tx(), work.intent().json(), work.method());
    work.intent().process(charge.path("id").asString());
    saved(work, "processing");
    later(work, SETTLE, SETTLING);
  }

  private void succeed(Work work, ObjectNode charge) {
    work.intent().succeed(charge.path("id").asString(), work.intent().amount());
    saved(work, "succeeded");
    expectDispute(work, charge);
  }

  /** The bank hears of it at once, but after the payment: what comes of it is no part of it. */
  private void expectDispute(Work work, ObjectNode charge) {
    if (work.method().aftermath().isDispute()) {
      timetable.add(work.tx(), Charges.DISPUTE, charge.path("id").asString(), clock.instant());
    }
  }

  private void later(Work work, String kind, Duration after) {
    timetable.add(work.tx(), kind, work.intent().id(), clock.instant().plus(after));
  }

  private void fail(Work work, Decline decline, ObjectNode charge) {
    String id = charge.path("id").asString();
    work.intent().fail(PaymentError.declined(decline, work.method(), id), id);
    saved(work, "payment_failed");
  }

  private void saved(Work work, String what) {
    intents.save(work.tx(), work.intent());
    record(work, "payment_intent." + what, work.intent().json());
    intents.moved(work.tx(), work.origin(), work.intent());
  }

  private void record(Work work, String type, ObjectNode object) {
    events.record(work.tx(), work.origin(), type, object, work.method().quirk().deliveries());
  }
}
