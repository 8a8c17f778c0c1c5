package dev.tillgate.gateway.payment.backfill;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.PaymentSettings;
import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.Callbacks;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.stripe.StripeCallbacks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link Shop} whose provider answers no call and calls nobody back, but lists its events. */
final class Mailroom implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofMinutes(5);

  final Shop shop;
  final ListingPsp psp = new ListingPsp();
  final Callbacks callbacks;
  private final PaymentFlow payments;

  Mailroom(Path directory) {
    shop = new Shop(directory);
    payments =
        new PaymentFlow(
            shop.database,
            shop.orders,
            psp,
            new PaymentSettings(
                Duration.ofMinutes(1), Duration.ofSeconds(10), 1, false, LateSuccess.REFUND),
            shop.ambient);
    callbacks =
        new Callbacks(
            shop.database,
            new Callbacks.Sources(
                List.of(
                    new Callbacks.Configured(
                        new StripeCallbacks(Schemes.stripe(Schemes.DEFAULT_TOLERANCE)),
                        List.of(new CallbackSecret("whsec_unused", Optional.empty())))),
                List.of()),
            new Callbacks.Effects(payments, shop.orders, shop.webhooks.outbox()),
            shop.ambient,
            shop.metrics);
  }

  /** As after a start: what one before this had in memory is gone. */
  Backfill backfill() {
    return new Backfill(
        shop.database,
        new Backfill.Ends(psp, callbacks, payments.payments()),
        INTERVAL,
        shop.clock,
        shop.metrics);
  }

  /** Reads until there is nothing more to read at once. */
  void readAll(Backfill backfill) {
    while (backfill.backfillDue().isZero()) {}
  }

  /** A pending order, and its payment of which the provider has said nothing. */
  Payment payment() {
    Order order = shop.order(1);
    return shop.database.write(
        tx -> payments.payments().start(tx, order, "pm_card_visa", Optional.empty()));
  }

  /** The provider lists now that the payment succeeded. */
  byte[] succeeded(String event, Payment payment) {
    return succeeded(event, payment.id().value(), payment.orderId().value());
  }

  byte[] succeeded(String event, String payment, String order) {
    byte[] body = body(event, payment, order, shop.clock.instant());
    psp.lists(event, shop.clock.instant(), body);
    return body;
  }

  /** An event about something of other people's. */
  void foreign(String event) {
    byte[] body =
        "{\"id\":\"%s\",\"type\":\"customer.created\",\"created\":1,\"livemode\":false,\"data\":{\"object\":{}}}"
            .formatted(event)
            .getBytes(StandardCharsets.UTF_8);
    psp.lists(event, shop.clock.instant(), body);
  }

  byte[] body(String event, String payment, String order, Instant at) {
    return """
    {"id":"%s","object":"event","type":"payment_intent.succeeded","created":%d,"livemode":false,
     "data":{"object":{"id":"pi_%s","object":"payment_intent","status":"succeeded","amount":%d,
     "amount_received":%d,"currency":"usd","livemode":false,
     "metadata":{"order_id":"%s","payment_id":"%s"}}}}
    """
        .formatted(
            event, at.getEpochSecond(), payment, Shop.TEA_PRICE, Shop.TEA_PRICE, order, payment)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Every row of the inbox, in the order it came: event, status, origin. */
  List<String> inbox() {
    return shop.database.read(tx ->
        tx.query(
                "SELECT provider_event_id || ' ' || status || ' ' || origin FROM callbacks ORDER BY id")
            .mapTo(String.class)
            .list());
  }

  /** What the order's timeline says of its callbacks and its payment. */
  List<String> timeline(Payment payment) {
    return shop.database.read(tx ->
        tx.query("SELECT text FROM order_timeline WHERE order_id = :id ORDER BY position")
            .bind("id", payment.orderId().value())
            .mapTo(String.class)
            .list());
  }

  /** What a person has to look at: reference, and whether money was taken. */
  List<String> reviews() {
    return shop.database.read(tx ->
        tx.query("SELECT reference || ' ' || money FROM review_items WHERE closed_at_ms IS NULL")
            .mapTo(String.class)
            .list());
  }

  @Override
  public void close() {
    callbacks.close();
    payments.close();
    shop.close();
  }
}
