package dev.tillgate.gateway.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.catalog.Line;
import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.catalog.Sku;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.PaymentSettings;
import dev.tillgate.gateway.payment.UnreachablePsp;
import dev.tillgate.gateway.payment.ending.Endings;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.idempotency.Idempotency;
import dev.tillgate.gateway.platform.idempotency.KeyedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CheckoutDeskTest {
  private static final Prefer NO_WAIT = new Prefer(Optional.of(Duration.ZERO), false);

  @TempDir Path directory;
  Shop shop;
  PaymentFlow payments;
  Idempotency idempotency;
  CheckoutDesk desk;

  @BeforeEach
  void open() {
    shop = new Shop(directory);
    payments =
        new PaymentFlow(
            shop.database,
            shop.orders,
            new UnreachablePsp(),
            new PaymentSettings(
                Duration.ofMinutes(1), Duration.ofSeconds(10), 1, false, LateSuccess.REFUND),
            shop.ambient);
    idempotency = new Idempotency(shop.database, shop.clock);
    desk = desk(idempotency);
  }

  private CheckoutDesk desk(Idempotency keys) {
    return new CheckoutDesk(
        new CheckoutDesk.Trade(
            shop.catalog,
            shop.stock,
            shop.orders,
            payments.payments(),
            new Endings(shop.database, shop.orders, payments.closing(), shop.clock),
            shop.waits),
        new CheckoutDesk.Counter(shop.database, keys, shop.ambient.ids(), shop.metrics),
        Shop.ORDER_TTL);
  }

  @AfterEach
  void close() {
    payments.close();
    shop.close();
  }

  private static CheckoutRequest tea(long packets, Optional<String> cart, OptionalLong expected) {
    return new CheckoutRequest(
        List.of(new Line(Shop.TEA, packets)),
        "usd",
        expected,
        new Order.Buyer("ada@example.com", Optional.empty(), cart, Map.of()),
        new CheckoutRequest.PayWith("pm_card_visa", Optional.empty()));
  }

  private static CheckoutRequest tea(long packets) {
    return tea(packets, Optional.empty(), OptionalLong.empty());
  }

  private static KeyedRequest key(String key) {
    return new KeyedRequest("key_1", key, "same body");
  }

  private static String id(Answer answer) {
    return Json.parse(answer.body()).get("id").asString();
  }

  @Test
  void whoDoesNotWaitIsToldWhereToLook() {
    Answer answer = desk.checkOut(key("a"), tea(2), NO_WAIT);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers())
        .containsEntry("Location", "/v1/orders/" + id(answer))
        .containsEntry("Retry-After", "1")
        .containsEntry("Preference-Applied", "wait=0");
    assertThat(shop.tea()).isEqualTo(new Product.Level(10, 2));
    assertThat(shop.events(new OrderId(id(answer)))).containsExactly("order.placed");
  }

  @Test
  void thePriceIsTheCataloguesAndTheTotalIsSummed() {
    Answer answer = desk.checkOut(key("a"), tea(3), NO_WAIT);

    assertThat(Json.parse(answer.body()).get("amount").asLong()).isEqualTo(3 * Shop.TEA_PRICE);
  }

  @Test
  @DisplayName("PAY-H1: the same key again gives the first answer again")
  void aRepeatIsAnsweredAsTheFirstTime() {
    Answer first = desk.checkOut(key("a"), tea(2), NO_WAIT);
    shop.database.change(tx ->
        shop.orders.become(tx, new OrderId(id(first)), OrderState.PAYMENT_FAILED, "meanwhile"));

    Answer again = desk.checkOut(key("a"), tea(2), NO_WAIT);

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(shop.tea().reserved()).isEqualTo(2);
  }

  @Test
  @DisplayName("PAY-H2: a key whose request still runs is in use")
  void aRunningKeyIsInUse() {
    try (Idempotency.Held held = idempotency.hold(key("a"))) {
      assertThat(problem(() -> desk.checkOut(key("a"), tea(1), NO_WAIT)))
          .isEqualTo("409 idempotency-key-in-use");
    }
    assertThat(desk.checkOut(key("a"), tea(1), NO_WAIT).status()).isEqualTo(202);
  }

  @Test
  @DisplayName("PAY-H3: the same key with another body is refused")
  void aReusedKeyIsRefused() {
    desk.checkOut(key("a"), tea(1), NO_WAIT);

    KeyedRequest other = new KeyedRequest("key_1", "a", "another body");

    assertThat(problem(() -> desk.checkOut(other, tea(2), NO_WAIT)))
        .isEqualTo("422 idempotency-key-reused");
  }

  @Test
  @DisplayName(
      "FLT-D01, ruling 11: after a crash a repeat attaches to the order and says how it stands")
  void aRepeatAfterACrashAttaches() {
    OrderId order = shop.order(1).id();
    shop.database.change(tx -> {
      idempotency.claim(tx, key("a"), order.value());
      shop.orders.become(tx, order, OrderState.PAYMENT_FAILED, "declined before the crash");
    });

    Answer answer =
        desk(new Idempotency(shop.database, shop.clock)).checkOut(key("a"), tea(1), NO_WAIT);

    assertThat(answer.status()).isEqualTo(402);
    assertThat(Json.parse(answer.body()).at("/order/id").asString()).isEqualTo(order.value());
    assertThat(shop.tea().reserved()).isEqualTo(1);
  }

  @Test
  void outOfStockNamesWhatIsAskedAndAvailableAndLeavesNothingBehind() {
    Problem problem = caught(() -> desk.checkOut(key("a"), tea(11), NO_WAIT));

    JsonNode item = Json.parse(problem.answer().body()).at("/items/0");
    assertThat(problem.status()).isEqualTo(409);
    assertThat(item.get("asked").asLong()).isEqualTo(11);
    assertThat(item.get("available").asLong()).isEqualTo(10);
    assertThat(shop.tea()).isEqualTo(new Product.Level(10, 0));
    assertThat(desk.checkOut(key("a"), tea(1), NO_WAIT).status())
        .as("the key is free")
        .isEqualTo(202);
  }

  @Test
  @DisplayName("PAY-H7: a total other than expected charges nothing")
  void aPriceChangeIsToldWithTheNewTotal() {
    Problem problem =
        caught(
            () -> desk.checkOut(key("a"), tea(2, Optional.empty(), OptionalLong.of(1)), NO_WAIT));

    assertThat(problem.code()).isEqualTo("price-changed");
    assertThat(Json.parse(problem.answer().body()).get("total").asLong())
        .isEqualTo(2 * Shop.TEA_PRICE);
    assertThat(shop.tea().reserved()).isZero();
  }

  @Test
  void anUnknownProductIsNamed() {
    CheckoutRequest cup =
        new CheckoutRequest(
            List.of(new Line(new Sku("cup"), 1)),
            "usd",
            OptionalLong.empty(),
            tea(1).buyer(),
            tea(1).payWith());

    assertThat(problem(() -> desk.checkOut(key("a"), cup, NO_WAIT)))
        .isEqualTo("422 unknown-product");
  }

  @Test
  void aProductIsSoldInItsOwnCurrencyOnly() {
    CheckoutRequest euro =
        new CheckoutRequest(
            tea(1).lines(), "eur", OptionalLong.empty(), tea(1).buyer(), tea(1).payWith());

    assertThat(problem(() -> desk.checkOut(key("a"), euro, NO_WAIT)))
        .isEqualTo("422 currency-mismatch");
  }

  @Test
  @DisplayName("PAY-D5: a total beyond what a provider takes is refused")
  void aTotalTooLargeIsRefused() {
    shop.sell(Shop.TEA, 100_000);

    assertThat(problem(() -> desk.checkOut(key("a"), tea(100_000), NO_WAIT)))
        .isEqualTo("422 total-too-large");
  }

  @Test
  @DisplayName("PAY-H5: a cart is checked out once, and the second is shown the first")
  void aCartIsCheckedOutOnce() {
    CheckoutRequest cart = tea(1, Optional.of("cart-1"), OptionalLong.empty());
    Answer first = desk.checkOut(key("a"), cart, NO_WAIT);

    Problem second = caught(() -> desk.checkOut(key("b"), cart, NO_WAIT));

    assertThat(second.code()).isEqualTo("cart-already-checked-out");
    assertThat(Json.parse(second.answer().body()).at("/order/id").asString()).isEqualTo(id(first));
    assertThat(shop.tea().reserved()).isEqualTo(1);
  }

  @Test
  @DisplayName("ruling 10: a declined order past its time no longer holds its cart")
  void aDeclinedOrderLetsGoOfItsCartInTheEnd() {
    CheckoutRequest cart = tea(1, Optional.of("cart-1"), OptionalLong.empty());
    OrderId first = new OrderId(id(desk.checkOut(key("a"), cart, NO_WAIT)));
    shop.database.change(
        tx -> shop.orders.become(tx, first, OrderState.PAYMENT_FAILED, "declined"));
    assertThat(problem(() -> desk.checkOut(key("b"), cart, NO_WAIT)))
        .isEqualTo("409 cart-already-checked-out");

    shop.clock.advance(Shop.ORDER_TTL);

    assertThat(desk.checkOut(key("b"), cart, NO_WAIT).status()).isEqualTo(202);
  }

  @Test
  void onlyADeclinedOrderIsPaidAgain() {
    OrderId order = new OrderId(id(desk.checkOut(key("a"), tea(1), NO_WAIT)));
    CheckoutRequest.PayWith card =
        new CheckoutRequest.PayWith("pm_card_mastercard", Optional.empty());
    assertThat(problem(() -> desk.payAgain(key("b"), order, card, NO_WAIT)))
        .isEqualTo("409 not-payable");
    shop.database.change(
        tx -> shop.orders.become(tx, order, OrderState.PAYMENT_FAILED, "declined"));

    Answer again = desk.payAgain(key("b"), order, card, NO_WAIT);

    assertThat(again.status()).isEqualTo(202);
    assertThat(Json.parse(again.body()).at("/payment/attempt").asInt()).isEqualTo(2);
    assertThat(shop.stateOf(order)).isEqualTo(OrderState.PENDING);
  }

  @Test
  void respondAsyncIsAppliedAndSaid() {
    Answer answer = desk.checkOut(key("a"), tea(1), new Prefer(Optional.empty(), true));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.headers()).containsEntry("Preference-Applied", "respond-async");
  }

  private static String problem(Runnable call) {
    Problem problem = caught(call);
    return problem.status() + " " + problem.code();
  }

  private static Problem caught(Runnable call) {
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(call::run).satisfies(e -> thrown[0] = e);
    return (Problem) thrown[0];
  }
}
