package dev.tillgate.system.storm;

import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the shoppers, the provider and the subscriber know, against what the gateway says. */
final class Judgement {
  /** As many sends to one endpoint as may be under way at a time on one node. */
  private static final int IN_FLIGHT = 16;

  private final Shape shape;
  private final int cuts;
  private final Receipts receipts;
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param cuts how often what one node was sending was cut off
   */
  Judgement(Shape shape, int cuts, Receipts receipts) {
    this.shape = shape;
    this.cuts = cuts;
    this.receipts = receipts;
  }

  /** Everything that is wrong, a sentence for each. */
  List<String> of(Shop shop, Ledger ledger, Subscriber subscriber) {
    wrong.addAll(receipts.complaints());
    orders(shop);
    charges(ledger);
    news(shop.events(), subscriber.received());
    return List.copyOf(wrong);
  }

  private void orders(Shop shop) {
    Map<String, String> statuses =
        shop.orders().stream()
            .collect(Collectors.toMap(Judgement::id, order -> text(order, "status")));
    receipts
        .errands()
        .forEach((order, errand) -> judge(shop, order, errand, statuses.getOrDefault(order, "")));
    statuses.keySet().stream()
        .filter(order -> !receipts.errands().containsKey(order))
        .forEach(order -> wrong.add(order + " is nobody's"));
  }

  /** What came of it is said with how, for the gateways' files go with the storm. */
  private void judge(Shop shop, String order, Errand errand, String status) {
    if (status.isEmpty()) {
      wrong.add("%s, of one who %s, is not there".formatted(order, errand));
    } else if (!errand.mayEnd(status, shape)) {
      wrong.add(
          "%s, of one who %s, is %s: %s".formatted(order, errand, status, shop.timeline(order)));
    }
  }

  private void charges(Ledger ledger) {
    ledger.keys().stream()
        .filter(key -> key.executions() > 1)
        .forEach(key -> wrong.add("the provider did twice what it was asked by " + key));
  }

  private void news(List<JsonNode> events, List<Message> received) {
    Set<String> told = received.stream().map(Message::id).collect(Collectors.toSet());
    int repeats = received.size() - told.size();
    if (repeats > cuts * IN_FLIGHT) {
      wrong.add("the subscriber was told %d times of what it knew".formatted(repeats));
    }
    events.stream()
        .filter(event -> !told.contains(id(event)))
        .forEach(event -> wrong.add("the subscriber was never told of " + event));
  }

  private static String id(JsonNode node) {
    return text(node, "id");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
