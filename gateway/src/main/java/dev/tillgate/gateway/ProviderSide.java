package dev.tillgate.gateway;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.PaymentSettings;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.ReconcileRoutes;
import dev.tillgate.gateway.payment.Reviews;
import dev.tillgate.gateway.payment.backfill.Backfill;
import dev.tillgate.gateway.payment.callback.CallbackRoutes;
import dev.tillgate.gateway.payment.callback.Callbacks;
import dev.tillgate.gateway.payment.callback.debugger.DebuggerRoutes;
import dev.tillgate.gateway.payment.callback.desk.CallbackDesk;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.ending.Endings;
import dev.tillgate.gateway.payment.review.ReviewRoutes;
import dev.tillgate.gateway.payment.stripe.StripeCallbacks;
import dev.tillgate.gateway.payment.stripe.StripePsp;
import dev.tillgate.gateway.payment.stripe.StripeSettings;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.webhook.Outbox;
import java.util.List;

/**
 * The half of the composition root that faces the payment provider: what is asked of it and what it
 * calls back.
 */
final class ProviderSide implements AutoCloseable {
  private static final int CALLS_AT_ONCE = 64;

  private final StripePsp psp;
  private final PaymentFlow payments;
  private final Callbacks callbacks;
  private final Backfill backfill;
  private final Feature callbackRoutes;
  private final List<Feature> features;
  private final Endings endings;

  ProviderSide(
      Settings settings,
      Database database,
      Orders orders,
      Outbox outbox,
      Ambient ambient,
      Metrics metrics) {
    psp = new StripePsp(stripe(settings.provider()));
    payments = new PaymentFlow(database, orders, psp, payments(settings), ambient);
    callbacks =
        new Callbacks(
            database.forCallbacks(),
            sources(settings.provider()),
            new Callbacks.Effects(payments, orders, outbox),
            ambient,
            metrics);
    backfill =
        new Backfill(
            database,
            new Backfill.Ends(psp, callbacks, payments.payments()),
            settings.provider().backfillEvery(),
            ambient.clock(),
            metrics);
    endings = new Endings(database, orders, payments.closing(), ambient.clock());
    callbackRoutes = new CallbackRoutes(callbacks);
    features =
        List.of(
            new CallbackDesk(database, callbacks),
            new DebuggerRoutes(callbacks, ambient.clock()),
            new ReconcileRoutes(database, orders, payments.payments()),
            new ReviewRoutes(database, ambient.clock()));
    metrics.gauge("tillgate.payments.open", "payments with the worker", payments::workerDepth);
    metrics.gauge(
        "tillgate.refunds.open", "refunds with the worker", payments.refunds()::workerDepth);
  }

  /** Payments and refunds as a whole. */
  PaymentFlow flow() {
    return payments;
  }

  Payments payments() {
    return payments.payments();
  }

  Reviews reviews() {
    return payments.reviews();
  }

  Endings endings() {
    return endings;
  }

  /** Where the provider calls. */
  Feature callbackRoutes() {
    return callbackRoutes;
  }

  /** What the shop's people use. */
  List<Feature> features() {
    return features;
  }

  /** Takes up what a process before this one was doing, and does what comes due. */
  void start(Node node) {
    if (!node.hasOthers()) {
      payments.takeUp();
    }
    node.onChange(() -> takeOver(node));
    payments.start(node.lead());
    callbacks.start(); // On every node: a callback is tried by whoever finds it first.
    backfill.start(node.lead());
    endings.start(node.lead());
  }

  /** Of those that died, the leader takes up what they were asking the provider. */
  private void takeOver(Node node) {
    if (node.lead().isOurs()) {
      payments.takeUp();
    }
  }

  /** What runs by itself and may take some seconds to end; {@link #close} comes after all of it. */
  List<AutoCloseable> running() {
    return List.of(backfill, callbacks, endings, payments, payments.refunds());
  }

  /** Breaks off what still waits for the provider. */
  @Override
  public void close() {
    psp.close();
  }

  private static StripeSettings stripe(Settings.Provider settings) {
    return new StripeSettings(settings.url(), settings.key(), settings.timeout());
  }

  private static Callbacks.Sources sources(Settings.Provider settings) {
    return new Callbacks.Sources(
        List.of(stripeCallbacks(settings)), settings.callbacks().forwarded());
  }

  private static Callbacks.Configured stripeCallbacks(Settings.Provider settings) {
    SignatureVerifier scheme = Schemes.stripe(settings.callbacks().tolerance());
    return new Callbacks.Configured(new StripeCallbacks(scheme), settings.callbacks().secrets());
  }

  private static PaymentSettings payments(Settings settings) {
    Settings.Provider provider = settings.provider();
    return new PaymentSettings(
        provider.reconcileAfter(),
        provider.timeout(),
        CALLS_AT_ONCE,
        provider.livemode(),
        settings.selling().lateSuccess());
  }
}
