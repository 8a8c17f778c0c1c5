package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The refunds of a provider that does each key's once, and whose answers can be lost. */
final class FakeRefunds {
  /** What goes wrong with the next call. */
  enum Mishap {
    /** No connection: nothing is done. */
    NOT_SENT,
    /** Nothing is done, and nobody can know. */
    LOST,
    /** It is done, and the answer is lost. */
    ANSWER_LOST,
    REFUSED
  }

  private final Map<String, ProviderRefund> byId = new LinkedHashMap<>();
  private final Map<String, String> byKey = new HashMap<>();
  private final Deque<Mishap> mishaps = new ArrayDeque<>();
  private final Deque<ProviderRefund.Status> statuses = new ArrayDeque<>();

  FakeRefunds next(Mishap... inTurn) {
    mishaps.addAll(List.of(inTurn));
    return this;
  }

  /** The status the next new refund begins with, instead of succeeded. */
  FakeRefunds nextIs(ProviderRefund.Status status) {
    statuses.add(status);
    return this;
  }

  List<ProviderRefund> all() {
    return List.copyOf(byId.values());
  }

  /** Somebody refunds it in the provider's dashboard. */
  ProviderRefund inDashboard(String intent, long amountMinor) {
    return made(intent, amountMinor, Map.of());
  }

  /** The bank's word on a refund. */
  ProviderRefund settle(String id, ProviderRefund.Status status) {
    ProviderRefund old = here(id);
    boolean failed = status == ProviderRefund.Status.FAILED;
    Optional<String> reason = failed ? Optional.of("expired_or_canceled_card") : Optional.empty();
    ProviderRefund now =
        new ProviderRefund(
            id,
            old.providerPaymentId(),
            old.amountMinor(),
            old.currency(),
            new ProviderRefund.Outcome(status, reason),
            old.metadata());
    byId.put(id, now);
    return now;
  }

  PspAnswer<ProviderRefund> create(Psp.NewRefund refund, String key) {
    Mishap mishap = mishaps.poll();
    if (mishap == Mishap.NOT_SENT) {
      return new PspAnswer.NotSent<>("connection refused", Optional.empty());
    }
    if (mishap == Mishap.LOST) {
      return new PspAnswer.Unknown<>("read timed out", Optional.empty());
    }
    if (mishap == Mishap.REFUSED) {
      return new PspAnswer.Refused<>("charge_already_refunded", Optional.empty(), "Refunded.");
    }
    String id =
        byKey.computeIfAbsent(
            key,
            fresh ->
                made(refund.providerPaymentId(), refund.amountMinor(), refund.metadata()).id());
    return mishap == Mishap.ANSWER_LOST
        ? new PspAnswer.Unknown<>("read timed out", Optional.empty())
        : new PspAnswer.Told<>(here(id));
  }

  PspAnswer<ProviderRefund> retrieve(String id) {
    return new PspAnswer.Told<>(here(id));
  }

  PspAnswer<List<ProviderRefund>> list(String intent) {
    return new PspAnswer.Told<>(
        byId.values().stream()
            .filter(refund -> refund.providerPaymentId().equals(intent))
            .toList());
  }

  private ProviderRefund here(String id) {
    return Objects.requireNonNull(byId.get(id), id);
  }

  private ProviderRefund made(String intent, long amountMinor, Map<String, String> metadata) {
    ProviderRefund.Status status =
        statuses.isEmpty() ? ProviderRefund.Status.SUCCEEDED : statuses.remove();
    ProviderRefund refund =
        new ProviderRefund(
            "re_" + (byId.size() + 1),
            intent,
            amountMinor,
            "usd",
            new ProviderRefund.Outcome(status, Optional.empty()),
            metadata);
    byId.put(refund.id(), refund);
    return refund;
  }
}
