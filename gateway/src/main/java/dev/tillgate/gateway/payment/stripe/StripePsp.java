package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Stripe's PaymentIntents over HTTP (Stripe API reference, "Payment Intents").
 *
 * <p>An answer about another intent than the one asked for is {@link PspAnswer.Unknown}: as {@code
 * Told} a stranger's state would be written to our payment, as {@code Refused} or {@code NotSent}
 * it would deny money that may have moved. The reconciler asks again, and a person decides if it
 * stays so. An amount or currency other than asked is told as it is: only the caller, who holds the
 * order, can say what that means, and it needs the intent's id to cancel it.
 */
public final class StripePsp implements Psp, AutoCloseable {
  /** Pinned, so that answers keep their shape: the version of stripe-java 33.3.0. */
  static final String API_VERSION = "2026-07-29.dahlia";

  private static final String INTENTS = "payment_intents";

  private final StripeRequests requests;
  private final StripeConnection connection;
  private final StripeRefundCalls refunds;

  public StripePsp(StripeSettings settings) {
    requests = new StripeRequests(settings);
    connection = new StripeConnection(settings);
    refunds = new StripeRefundCalls(requests, connection);
  }

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public PspAnswer<Intent> create(NewIntent intent, String key) {
    FormBody.Builder form =
        new FormBody.Builder()
            .add("amount", Long.toString(intent.amountMinor()))
            .add("currency", intent.currency())
            .add("payment_method", intent.method());
    if (intent.redirects()) {
      form.add("automatic_payment_methods[enabled]", "true");
    } else {
      // Among the automatic ones some need a page to return to, and without one confirm is refused.
      form.add("payment_method_types[]", "card");
    }
    intent.metadata().forEach((name, value) -> form.add("metadata[" + name + "]", value));
    return connection.exchange(
        requests.post(requests.url(INTENTS), form, key), StripeAnswers::intent);
  }

  @Override
  public PspAnswer<Intent> confirm(Confirmation confirmation, String key) {
    FormBody.Builder form = new FormBody.Builder().add("payment_method", confirmation.method());
    confirmation.returnUrl().ifPresent(url -> form.add("return_url", url));
    String id = confirmation.providerPaymentId();
    return about(
        id,
        connection.exchange(
            requests.post(intent(id, "confirm"), form, key), StripeAnswers::intent));
  }

  @Override
  public PspAnswer<Intent> cancel(String providerPaymentId, String key) {
    HttpUrl url = intent(providerPaymentId, "cancel");
    return about(
        providerPaymentId,
        connection.exchange(
            requests.post(url, new FormBody.Builder(), key), StripeAnswers::intent));
  }

  @Override
  public PspAnswer<Intent> retrieve(String providerPaymentId) {
    Request request = requests.get(intent(providerPaymentId));
    return about(providerPaymentId, connection.exchange(request, StripeAnswers::intent));
  }

  @Override
  public PspAnswer<ProviderRefund> refund(NewRefund refund, String key) {
    return refunds.create(refund, key);
  }

  @Override
  public PspAnswer<ProviderRefund> retrieveRefund(String providerRefundId) {
    return refunds.retrieve(providerRefundId);
  }

  @Override
  public PspAnswer<List<ProviderRefund>> refundsOf(String providerPaymentId) {
    return refunds.ofIntent(providerPaymentId);
  }

  /** Breaks off calls under way, which end as unknown, and lets the connections go. */
  @Override
  public void close() {
    connection.close();
  }

  private HttpUrl intent(String id, String... action) {
    if (!StripeIntents.isId(id)) {
      throw new IllegalArgumentException("not a payment intent's id: " + id);
    }
    return requests.url(
        INTENTS, Stream.concat(Stream.of(id), Stream.of(action)).toArray(String[]::new));
  }

  private static PspAnswer<Intent> about(String id, PspAnswer<Intent> answer) {
    return answer instanceof PspAnswer.Told(Intent intent) && !intent.id().equals(id)
        ? new PspAnswer.Unknown<>(
            "asked about " + id + ", answered about " + intent.id(), Optional.empty())
        : answer;
  }
}
