package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.order.OrderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Holds the provider's books against ours. Ours are read twice, before and after the provider's: a
 * difference counts only where ours did not move meanwhile.
 */
final class MoneyOracle {
  private final MoneyBooks before;
  private final MoneyBooks after;
  private final List<ProviderIntent> intents;
  private final Map<String, MoneyBooks.Attempt> byProviderId = new HashMap<>();
  private final Map<String, Long> keptByOrder = new HashMap<>();

  MoneyOracle(MoneyBooks before, MoneyBooks after, List<ProviderIntent> intents) {
    this.before = before;
    this.after = after;
    this.intents = List.copyOf(intents);
    after.payments().values().forEach(this::index);
    intents.forEach(this::credit);
  }

  Report report() {
    return new Report(
        List.of(money(), known(), there(), refunds(), refundsThere()),
        List.of(
            new Tally("orders whose money was not judged", unjudged(order -> true)),
            new Tally(
                "orders whose money a person must judge",
                unjudged(order -> order.state() == OrderState.NEEDS_REVIEW)),
            new Tally("intents at the provider that are not ours", foreign())));
  }

  private void index(MoneyBooks.Attempt payment) {
    payment.providerId().ifPresent(id -> byProviderId.put(id, payment));
  }

  /** To the order whose payment it is; only an intent nobody knows is believed its metadata. */
  private void credit(ProviderIntent intent) {
    Optional.ofNullable(byProviderId.get(intent.id()))
        .map(MoneyBooks.Attempt::orderId)
        .or(intent::order)
        .ifPresent(order -> keptByOrder.merge(order, intent.keptMinor(), Long::sum));
  }

  private Finding money() {
    List<String> judged =
        before.orders().keySet().stream().filter(this::isJudged).sorted().toList();
    List<String> wrong = judged.stream().filter(id -> kept(id) != owed(id)).toList();
    return Finding.of(
        "money.kept",
        "captured less refunded at the provider is what the order's state says",
        judged.size(),
        wrong.stream().map(this::difference).toList());
  }

  private Finding known() {
    List<ProviderIntent> ours =
        intents.stream().filter(intent -> intent.order().isPresent()).toList();
    return Finding.of(
        "money.known",
        "an intent made for an order of ours is that order's",
        ours.size(),
        ours.stream()
            .filter(intent -> !isKnown(intent))
            .map(intent -> intent.id() + " for " + intent.order().orElse(""))
            .toList());
  }

  private Finding there() {
    Set<String> theirs = intents.stream().map(ProviderIntent::id).collect(Collectors.toSet());
    List<String> ours =
        before.payments().values().stream()
            .flatMap(payment -> payment.providerId().stream())
            .sorted()
            .toList();
    return Finding.of(
        "money.there",
        "an intent we know is in the provider's books",
        ours.size(),
        ours.stream().filter(id -> !theirs.contains(id)).toList());
  }

  private Finding refunds() {
    List<ProviderIntent.Returned> judged =
        intents.stream()
            .filter(intent -> byProviderId.containsKey(intent.id()))
            .filter(intent -> !before.awaited().contains(intent.id()))
            .flatMap(intent -> intent.refunds().stream())
            .filter(refund -> isStill(refund.id()))
            .toList();
    return Finding.of(
        "money.refunds",
        "a refund at the provider of a payment of ours is here, with its amount and status",
        judged.size(),
        judged.stream()
            .filter(refund -> !refund.equals(after.refunds().get(refund.id())))
            .map(refund -> refund.id() + " is " + refund.status() + " there")
            .toList());
  }

  private Finding refundsThere() {
    Set<String> theirs =
        intents.stream()
            .flatMap(intent -> intent.refunds().stream())
            .map(ProviderIntent.Returned::id)
            .collect(Collectors.toSet());
    List<String> ours = before.refunds().keySet().stream().sorted().toList();
    return Finding.of(
        "money.refunds-there",
        "a refund we know is in the provider's books",
        ours.size(),
        ours.stream().filter(id -> !theirs.contains(id)).toList());
  }

  /** Whether ours of it did not move while the provider was asked. */
  private boolean isStill(String refund) {
    return Objects.equals(before.refunds().get(refund), after.refunds().get(refund));
  }

  private boolean isKnown(ProviderIntent intent) {
    MoneyBooks.Attempt bound = byProviderId.get(intent.id());
    if (bound != null) {
      return intent.order().filter(bound.orderId()::equals).isPresent();
    }
    // Its answer may be on its way, or lost and asked for again.
    return intent
        .payment()
        .flatMap(id -> Optional.ofNullable(after.payments().get(id)))
        .filter(payment -> payment.open() && payment.providerId().isEmpty())
        .isPresent();
  }

  private boolean isJudged(String id) {
    MoneyBooks.Owed order = before.orders().get(id);
    return order != null && order.keptMinor().isPresent() && order.equals(after.orders().get(id));
  }

  private long unjudged(Predicate<MoneyBooks.Owed> which) {
    return before.orders().entrySet().stream()
        .filter(order -> !isJudged(order.getKey()) && which.test(order.getValue()))
        .count();
  }

  private long foreign() {
    return intents.stream()
        .filter(intent -> intent.order().isEmpty() && !byProviderId.containsKey(intent.id()))
        .count();
  }

  private long kept(String order) {
    return keptByOrder.getOrDefault(order, 0L);
  }

  private long owed(String order) {
    return Optional.ofNullable(before.orders().get(order)).orElseThrow().keptMinor().orElseThrow();
  }

  private String difference(String order) {
    return "%s kept %d instead of %d".formatted(order, kept(order), owed(order));
  }
}
