package dev.tillgate.mockpsp.refund;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.method.Aftermath;
import dev.tillgate.mockpsp.method.Quirk;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens to a refund, its charge and its events, in one transaction each time. The charge
 * counts a refund from the moment it is asked for, pending or not, until it fails.
 */
public final class Refunding {
  /**
   * After which a pending refund succeeds and a failing one fails. Stripe says "some time later";
   * three minutes are what its other test methods with a delay take.
   */
  static final Duration SOME_TIME = Duration.ofMinutes(3);

  private static final String SUCCEED = "refund.succeed";
  private static final String FAIL = "refund.fail";
  private static final Origin NOBODY = new Origin(null, null, "");

  /** What Stripe gives for its card whose refunds fail. */
  private static final String FAILURE = "expired_or_canceled_card";

  private final Refunds refunds;
  private final Charges charges;
  private final Events events;
  private final Timetable timetable;
  private final Ids ids;
  private final InstantSource clock;

  Refunding(
      Refunds refunds,
      Charges charges,
      Events events,
      Timetable timetable,
      Ids ids,
      InstantSource clock) {
    this.refunds = refunds;
    this.charges = charges;
    this.events = events;
    this.timetable = timetable;
    this.ids = ids;
    this.clock = clock;
  }

  /** Gives {@code amount} of a charge back; the caller has seen to it that so much is there. */
  void create(Tx tx, Origin origin, Refund refund, ObjectNode charge) {
    plan(tx, refund, aftermath(charge));
    refunds.add(tx, refund);
    charges.refund(tx, charge, refund.amount());
    record(tx, origin, "refund.created", refund.json(), charge);
    record(tx, origin, "charge.refunded", charge, charge);
  }

  private void plan(Tx tx, Refund refund, Aftermath aftermath) {
    Instant later = clock.instant().plus(SOME_TIME);
    switch (aftermath) {
      case REFUND_PENDS -> {
        refund.pend();
        timetable.add(tx, SUCCEED, refund.id(), later);
      }
      case REFUND_FAILS -> timetable.add(tx, FAIL, refund.id(), later);
      case NONE, DISPUTED_AS_FRAUDULENT, DISPUTED_AS_NOT_RECEIVED, INQUIRED -> {}
    }
  }

  void changed(Tx tx, Origin origin, Refund refund) {
    refunds.save(tx, refund);
    record(tx, origin, "refund.updated", refund.json(), chargeOf(tx, refund));
  }

  /**
   * The bank's word on a refund: one that is pending succeeds or fails, one that succeeded may
   * still fail; refused in any other state.
   */
  public ObjectNode settle(Tx tx, String id, boolean success) {
    Refund refund = find(tx, id);
    RefundStatus next = success ? RefundStatus.SUCCEEDED : RefundStatus.FAILED;
    if (!refund.status().mayBecome(next)) {
      throw refund.refuses("settle");
    }
    settle(tx, refund, next);
    return refund.json();
  }

  /** What the timetable brings about. */
  Map<String, Handler> handlers() {
    return Map.of(
        SUCCEED, (tx, id) -> settleIfDue(tx, id, RefundStatus.SUCCEEDED),
        FAIL, (tx, id) -> settleIfDue(tx, id, RefundStatus.FAILED));
  }

  Refund find(Tx tx, String id) {
    return refunds.find(tx, id).map(Refund::new).orElseThrow(() -> ApiError.noSuch("refund", id));
  }

  private void settleIfDue(Tx tx, String id, RefundStatus next) {
    Refund refund = find(tx, id);
    if (refund.status().mayBecome(next)) {
      settle(tx, refund, next);
    }
  }

  private void settle(Tx tx, Refund refund, RefundStatus next) {
    if (next == RefundStatus.SUCCEEDED) {
      refund.succeed();
      changed(tx, NOBODY, refund);
    } else {
      fail(tx, refund, chargeOf(tx, refund));
    }
  }

  private void fail(Tx tx, Refund refund, ObjectNode charge) {
    refund.fail(FAILURE, ids.next("txn_"));
    refunds.save(tx, refund);
    charges.refund(tx, charge, -refund.amount());
    record(tx, NOBODY, "refund.failed", refund.json(), charge);
  }

  private ObjectNode chargeOf(Tx tx, Refund refund) {
    return charges.find(tx, refund.charge()).orElseThrow();
  }

  private void record(Tx tx, Origin origin, String type, ObjectNode object, ObjectNode charge) {
    events.record(tx, origin, type, object, quirk(charge).deliveries());
  }

  /** What is odd about payments with the charge's method. */
  static Quirk quirk(ObjectNode charge) {
    return method(charge).map(TestMethod::quirk).orElse(Quirk.NONE);
  }

  /** What becomes of payments with the charge's method. */
  static Aftermath aftermath(ObjectNode charge) {
    return method(charge).map(TestMethod::aftermath).orElse(Aftermath.NONE);
  }

  private static Optional<TestMethod> method(ObjectNode charge) {
    return TestMethods.find(charge.path("payment_method").asString(""));
  }
}
