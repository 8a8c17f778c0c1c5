package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.PaymentSettings;
import dev.tillgate.gateway.payment.UnreachablePsp;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.stripe.StripeCallbacks;
import dev.tillgate.gateway.platform.store.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * The callbacks of a {@link Shop} whose provider never answers a call: only what it calls back
 * counts.
 */
final class Letterbox implements AutoCloseable {
  static final String SECRET = "whsec_test_secret";

  final Shop shop;
  final Callbacks callbacks;
  private final PaymentFlow payments;

  Letterbox(Path directory) {
    this(directory, List.of(new CallbackSecret(SECRET, Optional.empty())), store -> store);
  }

  Letterbox(Path directory, UnaryOperator<Database> store, List<Signatory> forwarded) {
    this(directory, List.of(new CallbackSecret(SECRET, Optional.empty())), forwarded, store);
  }

  Letterbox(Path directory, List<CallbackSecret> secrets, UnaryOperator<Database> store) {
    this(directory, secrets, List.of(), store);
  }

  /**
   * @param store what the callbacks take for the store
   */
  private Letterbox(
      Path directory,
      List<CallbackSecret> secrets,
      List<Signatory> forwarded,
      UnaryOperator<Database> store) {
    shop = new Shop(directory);
    PaymentSettings settings =
        new PaymentSettings(
            Duration.ofMinutes(1), Duration.ofSeconds(10), 1, false, LateSuccess.REFUND);
    payments =
        new PaymentFlow(shop.database, shop.orders, new UnreachablePsp(), settings, shop.ambient);
    callbacks =
        new Callbacks(
            store.apply(shop.database),
            new Callbacks.Sources(
                List.of(
                    new Callbacks.Configured(
                        new StripeCallbacks(Schemes.stripe(Schemes.DEFAULT_TOLERANCE)), secrets)),
                forwarded),
            new Callbacks.Effects(payments, shop.orders, shop.webhooks.outbox()),
            shop.ambient,
            shop.metrics);
  }

  /** A pending order for one packet of tea and a payment the provider has not answered for. */
  String order() {
    Order order = shop.order(1);
    shop.database.write(
        tx -> payments.payments().start(tx, order, "pm_card_visa", Optional.empty()));
    letTheWorkerTry();
    return order.id().value();
  }

  /** Returns when the provider has been called in vain: later the clock would have moved on. */
  private void letTheWorkerTry() {
    letHooksRun();
    while (payments.workerDepth() > 0) {
      Thread.onSpinWait();
    }
  }

  boolean deliverUnder(String header, byte[] body) {
    return callbacks.receive(
        "stripe",
        name -> name.equalsIgnoreCase("Stripe-Signature") ? List.of(header) : List.of(),
        body);
  }

  boolean deliver(byte[] body) {
    return deliverSignedWith(SECRET, body);
  }

  boolean deliverSignedWith(String secret, byte[] body) {
    return deliverUnder(Signer.header(secret, shop.clock.instant(), body), body);
  }

  /** An event about intent {@code pi_1} that names the order's payment in its metadata. */
  byte[] event(String id, String type, String order, String status) {
    return event(id, type, "pi_1", status, Shop.TEA_PRICE, order);
  }

  /** An event about this intent that names the order's payment in its metadata. */
  byte[] eventAbout(String intent, String id, String type, String order, String status) {
    return event(id, type, intent, status, Shop.TEA_PRICE, order);
  }

  /** A success over another amount than the order's. */
  byte[] eventOver(long amount, String id, String order) {
    return event(id, "payment_intent.succeeded", "pi_1", "succeeded", amount, order);
  }

  /** A success of an intent without metadata of ours. */
  byte[] eventFor(String intent, String id) {
    return event(id, "payment_intent.succeeded", intent, "succeeded", Shop.TEA_PRICE, "ord_none");
  }

  private byte[] event(
      String id, String type, String intent, String status, long amount, String order) {
    return """
    {"id":"%s","object":"event","type":"%s","created":%d,"livemode":false,"data":{"object":{
      "id":"%s","object":"payment_intent","status":"%s","amount":%d,"amount_received":%d,
      "currency":"usd","livemode":false,"metadata":{"order_id":"%s","payment_id":"%s"},
      "last_payment_error":null,"next_action":null}}}
    """
        .formatted(
            id,
            type,
            shop.clock.instant().getEpochSecond(),
            intent,
            status,
            amount,
            status.equals("succeeded") ? amount : 0,
            order,
            payment(order).map(p -> p.id().value()).orElse("pay_none"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Optional<Payment> payment(String order) {
    return shop.database.read(tx -> payments.payments().ofOrder(tx, new OrderId(order))).stream()
        .findFirst();
  }

  Optional<String> providerId(String order) {
    return payment(order).orElseThrow().atProvider().id();
  }

  void bind(String order, String intent) {
    execute(
        "UPDATE payments SET provider_payment_id = '"
            + intent
            + "' WHERE order_id = '"
            + order
            + "'");
  }

  /** Takes back what {@link #poison} did. */
  void cure(String order, String items) {
    shop.database.write(tx ->
        tx.update("UPDATE orders SET items = :items WHERE id = :id")
            .bind("items", items)
            .bind("id", order)
            .execute());
  }

  String items(String order) {
    return one("SELECT items FROM orders WHERE id = '" + order + "'");
  }

  /** The inbox's id of an event. */
  String id(String event) {
    return one("SELECT id FROM callbacks WHERE provider_event_id = '" + event + "'");
  }

  /** The checks of an event, as they stand in the store. */
  String checks(String event) {
    return one("SELECT checks FROM callbacks WHERE provider_event_id = '" + event + "'");
  }

  private String one(String sql) {
    return shop.database.read(tx -> tx.query(sql).mapTo(String.class).one());
  }

  /** Makes whatever confirms the order fail in a way nobody foresaw. */
  void poison(String order) {
    execute("UPDATE orders SET items = 'not json' WHERE id = '" + order + "'");
  }

  private void execute(String sql) {
    shop.database.write(tx -> tx.update(sql).execute());
  }

  /** Returns when the hooks of everything committed before have run; they run in that order. */
  void letHooksRun() {
    CountDownLatch last = new CountDownLatch(1);
    shop.database.change(tx -> tx.afterCommit(last::countDown));
    try {
      last.await();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  OrderState state(String order) {
    return shop.database.read(tx ->
        OrderState.of(
            tx.query("SELECT status FROM orders WHERE id = :id")
                .bind("id", order)
                .mapTo(String.class)
                .one()));
  }

  List<String> events(String order) {
    return shop.events(new OrderId(order));
  }

  /** Every row of the inbox: event id, status, reason. */
  List<String> inbox() {
    return shop.database.read(tx ->
        tx.query(
                "SELECT provider_event_id || ' ' || status || ' ' || COALESCE(reason, 'null') FROM callbacks ORDER BY id")
            .mapTo(String.class)
            .list());
  }

  int tries(String event) {
    return shop.database.read(tx ->
        tx.query("SELECT tries FROM callbacks WHERE provider_event_id = :id")
            .bind("id", event)
            .mapTo(Integer.class)
            .one());
  }

  String metrics() {
    return shop.metrics.scrape();
  }

  @Override
  public void close() {
    callbacks.close();
    payments.close();
    shop.close();
  }
}
