package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.PaymentView;
import dev.tillgate.gateway.payment.dispute.OpenDisputes;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What orders show of their payments. */
public final class PaymentViews implements PaymentView.Source {
  private final PaymentStore store;
  private final OpenDisputes disputes = new OpenDisputes();

  /** Only reads, so the alarm is never rung. */
  public PaymentViews(Alarm alarm) {
    this.store = new PaymentStore(alarm);
  }

  @Override
  public Optional<PaymentView> of(Tx tx, OrderId id) {
    List<Payment> payments = store.ofOrder(tx, id);
    return payments.isEmpty() ? Optional.empty() : Optional.of(view(tx, payments.getFirst()));
  }

  private PaymentView view(Tx tx, Payment payment) {
    // What the provider has no name for yet nobody can dispute there.
    boolean disputed = payment.atProvider().id().isPresent() && disputes.isOpen(tx, payment.id());
    ObjectNode json = render(payment).put("disputed", disputed);
    return new PaymentView(json, next(payment));
  }

  private static ObjectNode render(Payment payment) {
    ObjectNode json = Json.object();
    json.put("id", payment.id().value());
    json.put("status", payment.state().word());
    json.put("provider", payment.atProvider().provider());
    json.put("provider_payment_id", payment.atProvider().id().orElse(null));
    json.put("attempt", payment.charge().attempt());
    json.put("decline_code", payment.atProvider().declineCode().orElse(null));
    json.set(
        "next_action", payment.atProvider().redirectUrl().map(PaymentViews::redirect).orElse(null));
    return json;
  }

  private static ObjectNode redirect(String url) {
    return Json.object().put("type", "redirect").put("url", url);
  }

  private static Optional<PaymentView.Next> next(Payment payment) {
    String text =
        payment.state().isUnsettled()
            ? "the provider is called again"
            : "the provider is asked how it stands";
    return payment.schedule().dueAt().map(at -> new PaymentView.Next(at, text));
  }
}
