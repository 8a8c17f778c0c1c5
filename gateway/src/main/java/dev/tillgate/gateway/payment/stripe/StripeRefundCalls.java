package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.HttpUrl;

/**
 * Stripe's Refunds over HTTP (Stripe API reference, "Refunds"). An answer about another refund than
 * asked for is {@link PspAnswer.Unknown}, as {@link StripePsp} has it for intents.
 */
final class StripeRefundCalls {
  private static final String REFUNDS = "refunds";
  private static final int PAGE = 100;

  private final StripeRequests requests;
  private final StripeConnection connection;

  StripeRefundCalls(StripeRequests requests, StripeConnection connection) {
    this.requests = requests;
    this.connection = connection;
  }

  PspAnswer<ProviderRefund> create(Psp.NewRefund refund, String key) {
    FormBody.Builder form =
        new FormBody.Builder()
            .add("payment_intent", refund.providerPaymentId())
            .add("amount", Long.toString(refund.amountMinor()));
    refund.reason().ifPresent(reason -> form.add("reason", reason));
    refund.metadata().forEach((name, value) -> form.add("metadata[" + name + "]", value));
    PspAnswer<ProviderRefund> answer =
        connection.exchange(
            requests.post(requests.url(REFUNDS), form, key),
            reply -> StripeAnswers.object(reply, StripeRefunds::parse));
    return answer instanceof PspAnswer.Told(ProviderRefund told) && !isOf(refund, told)
        ? new PspAnswer.Unknown<>(
            "asked for "
                + refund.amountMinor()
                + " of "
                + refund.providerPaymentId()
                + ", answered about "
                + told.amountMinor()
                + " of "
                + told.providerPaymentId(),
            Optional.empty())
        : answer;
  }

  private static boolean isOf(Psp.NewRefund refund, ProviderRefund told) {
    return told.providerPaymentId().equals(refund.providerPaymentId())
        && told.amountMinor() == refund.amountMinor();
  }

  PspAnswer<ProviderRefund> retrieve(String id) {
    if (!StripeRefunds.isId(id)) {
      throw new IllegalArgumentException("not a refund's id: " + id);
    }
    PspAnswer<ProviderRefund> answer =
        connection.exchange(
            requests.get(requests.url(REFUNDS, id)),
            reply -> StripeAnswers.object(reply, StripeRefunds::parse));
    return answer instanceof PspAnswer.Told(ProviderRefund told) && !told.id().equals(id)
        ? new PspAnswer.Unknown<>(
            "asked about " + id + ", answered about " + told.id(), Optional.empty())
        : answer;
  }

  /** All pages of an intent's refunds; what ends one page's call early is the answer. */
  PspAnswer<List<ProviderRefund>> ofIntent(String intent) {
    List<ProviderRefund> all = new ArrayList<>();
    PspAnswer<StripeRefunds.Page> page = page(intent, Optional.empty());
    while (page instanceof PspAnswer.Told(StripeRefunds.Page(var refunds, boolean hasMore))) {
      all.addAll(refunds);
      if (!hasMore || refunds.isEmpty()) {
        return new PspAnswer.Told<>(List.copyOf(all));
      }
      page = page(intent, Optional.of(refunds.getLast().id()));
    }
    return switch (page) {
      case PspAnswer.Told<StripeRefunds.Page> told -> throw new AssertionError("read above");
      case PspAnswer.NotSent(String reason, var after) -> new PspAnswer.NotSent<>(reason, after);
      case PspAnswer.Unknown(String reason, var after) -> new PspAnswer.Unknown<>(reason, after);
      case PspAnswer.Refused(String code, var param, String message) ->
          new PspAnswer.Refused<>(code, param, message);
    };
  }

  private PspAnswer<StripeRefunds.Page> page(String intent, Optional<String> after) {
    HttpUrl.Builder url =
        requests
            .url(REFUNDS)
            .newBuilder()
            .addQueryParameter("payment_intent", intent)
            .addQueryParameter("limit", Integer.toString(PAGE));
    after.ifPresent(last -> url.addQueryParameter("starting_after", last));
    return connection.exchange(
        requests.get(url.build()), reply -> StripeAnswers.object(reply, StripeRefunds::page));
  }
}
