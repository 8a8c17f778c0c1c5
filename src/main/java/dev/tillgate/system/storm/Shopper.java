package dev.tillgate.system.storm;

import dev.tillgate.mockpsp.client.MockPspControl;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Shop;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** One shopper who comes, does what they came for, and does not give up because of the weather. */
final class Shopper {
  private static final String SECOND_CARD = "pm_card_mastercard";
  private static final Set<Integer> ACCEPTED = Set.of(201, 202, 402);
  private static final Set<Integer> DONE = Set.of(200, 201, 202);

  private final Shop shop;
  private final MockPspControl psp;
  private final Persistence persistence;
  private final Semaphore counters;
  private final Receipts receipts;

  /**
   * A shopper who will visit.
   *
   * @param counters one is taken for as long as the checkout lasts
   */
  Shopper(
      Shop shop,
      MockPspControl psp,
      Persistence persistence,
      Semaphore counters,
      Receipts receipts) {
    this.shop = shop;
    this.psp = psp;
    this.persistence = persistence;
    this.counters = counters;
    this.receipts = receipts;
  }

  void make(Visit visit) {
    try {
      String order = checkOut(visit);
      receipts.accepted(order, visit.errand());
      follow(visit, order);
    } catch (RuntimeException e) {
      receipts.complain(visit.key() + " " + visit.errand() + ": " + e.getMessage());
    }
  }

  private String checkOut(Visit visit) {
    counters.acquireUninterruptibly();
    try {
      Reply reply =
          persistence.answer(
              "checking out",
              () -> shop.checkOut(visit.key(), visit.purchase(), "Prefer", visit.prefer()));
      require(reply, ACCEPTED);
      return reply.text(reply.status() == 402 ? "/order/id" : "/id");
    } finally {
      counters.release();
    }
  }

  private void follow(Visit visit, String order) {
    switch (visit.errand()) {
      case PAYS, IS_DECLINED, WALKS_AWAY -> {}
      case TAKES_A_SECOND_CARD -> payAgain(visit, order);
      case AUTHENTICATES -> psp.authenticate(intent(order));
      case FAILS_TO_AUTHENTICATE -> psp.failAuthentication(intent(order));
      case CANCELS -> {
        await(order, "requires_action");
        require(cancel(visit, order), DONE);
      }
      case PAYS_AND_CANCELS -> cancelUnlessPaid(visit, order);
      case IS_REFUNDED -> refund(visit, order, amount(await(order, "confirmed")));
      case IS_REFUNDED_IN_PART -> refund(visit, order, amount(await(order, "confirmed")) / 2);
    }
  }

  private void payAgain(Visit visit, String order) {
    await(order, "payment_failed");
    String key = visit.key() + "-again";
    Reply reply = persistence.answer("paying again", () -> shop.payUnder(key, order, SECOND_CARD));
    require(reply, ACCEPTED);
  }

  private Reply cancel(Visit visit, String order) {
    String key = visit.key() + "-cancel";
    return persistence.answer("canceling", () -> shop.cancel(key, order));
  }

  /** A payment that was faster stands: what is confirmed is refunded, not canceled. */
  private void cancelUnlessPaid(Visit visit, String order) {
    Reply reply = cancel(visit, order);
    if (reply.text("/code").equals("not-cancelable")) {
      receipts.changed(order, Errand.PAYS);
    } else {
      require(reply, DONE);
    }
  }

  private void refund(Visit visit, String order, long amountMinor) {
    String key = visit.key() + "-refund";
    require(persistence.answer("refunding", () -> shop.refund(key, order, amountMinor)), DONE);
  }

  private String intent(String order) {
    return await(order, "requires_action").text("/payment/provider_payment_id");
  }

  private Reply await(String order, String status) {
    return persistence.until(
        "waiting for " + order + " to be " + status,
        () -> shop.http().get("/v1/orders/" + order),
        reply -> reply.expect(200).text("/status").equals(status));
  }

  private static long amount(Reply order) {
    return order.json().path("amount").asLong();
  }

  private static void require(Reply reply, Set<Integer> statuses) {
    if (!statuses.contains(reply.status())) {
      throw new IllegalStateException("answered " + reply.status() + ": " + reply.body());
    }
  }
}
