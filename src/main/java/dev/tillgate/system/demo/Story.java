package dev.tillgate.system.demo;

import dev.tillgate.mockpsp.client.MockPspControl;
import dev.tillgate.system.playground.Letter;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Three orders from the shop's counter to everybody who must know, told as they happen. */
final class Story {
  private static final String TEA = "tea-green";
  private static final int PRICE = 1_299;
  private static final int STOCK = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Shop shop;
  private final MockPspControl psp;
  private final Audience audience;
  private final Terminal out;
  private final List<Follower> orders = new ArrayList<>();

  Story(Shop shop, MockPspControl psp, Audience audience, Terminal out) {
    this.shop = shop;
    this.psp = psp;
    this.audience = audience;
    this.out = out;
  }

  /**
   * Tells it all.
   *
   * @throws IllegalStateException when something did not happen as it must
   */
  void tell() {
    audience.subscribe(shop);
    shop.offer(TEA, "Green tea", PRICE, STOCK);
    paid();
    declined();
    authenticated();
    emailComesUp();
    new Reckoning(shop, psp, audience, out).check(orderIds());
  }

  private void paid() {
    out.chapter("Ada pays 2 x 12.99 USD with a card that works, and waits for the answer");
    Purchase purchase = Purchase.of(TEA, "pm_card_visa").times(2).by("ada@example.com");
    CompletableFuture<Reply> answer = checkOut(purchase);
    Follower ada = follow(purchase);
    ada.tellUntil("everybody to be told of Ada's order", () -> isTold(ada, "order.confirmed"));
    out.aside("the shop got " + said(answer.join().expect(201), "/status"));
  }

  private void declined() {
    out.chapter("Bob's card has no money on it");
    Purchase purchase =
        Purchase.of(TEA, "pm_card_visa_chargeDeclinedInsufficientFunds").by("bob@example.com");
    CompletableFuture<Reply> answer = checkOut(purchase);
    Follower bob = follow(purchase);
    bob.tellUntil("everybody to be told of Bob's card", () -> isTold(bob, "order.payment_failed"));
    out.aside("the shop got " + said(answer.join().expect(402), "/decline_code"));
  }

  private void authenticated() {
    out.chapter("Eve's bank wants to see her first (3-D Secure)");
    Purchase purchase = Purchase.of(TEA, "pm_card_authenticationRequired").by("eve@example.com");
    CompletableFuture<Reply> answer = checkOut(purchase.returningTo("http://127.0.0.1/thanks"));
    Follower eve = follow(purchase);
    eve.tellUntil("the bank to ask for Eve", () -> isTold(eve, "order.requires_action"));
    out.aside("the shop got " + said(answer.join().expect(202), "/status") + " and sends Eve to");
    out.aside(answer.join().text("/payment/next_action/url"));
    out.aside("Eve presses \"Complete\" there");
    psp.authenticate(answer.join().text("/payment/provider_payment_id"));
    eve.tellUntil("everybody to be told of Eve's order", () -> isTold(eve, "order.confirmed"));
  }

  private void emailComesUp() {
    out.chapter("The customers' mail server was down all the while. Now it comes up");
    audience.emailComesUp();
    for (Follower follower : orders) {
      out.aside("order " + follower.order());
      follower.tellUntil("the e-mail subscriber to be told", () -> isTold(follower));
    }
    audience.letters().forEach(this::show);
  }

  private void show(Letter letter) {
    out.aside(letter.to() + " reads: " + letter.subject());
    out.aside("attached: " + letter.receiptName() + ", kept as " + letter.keep());
  }

  private CompletableFuture<Reply> checkOut(Purchase purchase) {
    return CompletableFuture.supplyAsync(() -> shop.checkOut(purchase, "Prefer", "wait=10"));
  }

  /** The shop still waits for its answer; the order can be seen already. */
  private Follower follow(Purchase purchase) {
    List<JsonNode> found =
        Poll.until(
            "the order of " + purchase.email() + " to be accepted",
            PATIENCE,
            () -> shop.ordersOf(purchase.email()),
            Predicate.not(List::isEmpty));
    Follower follower = new Follower(shop, audience, out, found.getFirst().path("id").asString());
    orders.add(follower);
    return follower;
  }

  /** Whether the order came so far, and everybody who is up and wants to know of it does. */
  private boolean isTold(Follower follower, String lastType) {
    return shop.eventsOf(follower.order()).stream()
            .anyMatch(event -> event.path("type").asString().equals(lastType))
        && isTold(follower);
  }

  /** Whether only those who are down are still to be told, and each was tried at least once. */
  private boolean isTold(Follower follower) {
    long awaited =
        shop.eventsOf(follower.order()).stream()
            .flatMap(event -> audience.wanting(event.path("type").asString()).stream())
            .filter(Predicate.not(Member::isUp))
            .count();
    List<String> open =
        shop.deliveriesOf(follower.order()).stream()
            .map(delivery -> delivery.path("status").asString())
            .filter(Predicate.not("delivered"::equals))
            .toList();
    return open.size() == awaited && !open.contains("pending");
  }

  private static String said(Reply reply, String pointer) {
    return reply.status() + " \"" + reply.text(pointer) + "\"";
  }

  private List<String> orderIds() {
    return orders.stream().map(Follower::order).toList();
  }
}
