package dev.tillgate.gateway.webhook.desk;

import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.webhook.delivery.Criterion;
import dev.tillgate.gateway.webhook.endpoint.EventFilter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The query of a list of deliveries, checked. */
final class DeliveryQuery {
  private DeliveryQuery() {}

  /** What the list is narrowed down by, besides the status. */
  static Map<Criterion, Object> criteria(ListQuery query) {
    Map<Criterion, Object> criteria = new EnumMap<>(Criterion.class);
    for (Criterion criterion : Criterion.values()) {
      value(query, criterion).ifPresent(value -> criteria.put(criterion, value));
    }
    return criteria;
  }

  private static Optional<? extends Object> value(ListQuery query, Criterion criterion) {
    return switch (criterion) {
      case ENDPOINT, EVENT, ORDER -> Optional.ofNullable(query.filter(criterion.word()));
      case TYPE -> Optional.ofNullable(query.filter(criterion.word())).map(DeliveryQuery::like);
      case FROM, TO -> query.timeMs(criterion.word());
    };
  }

  private static String like(String glob) {
    if (!EventFilter.isGlob(glob)) {
      throw new Problem(
          400,
          "invalid-parameter",
          "'type' must be a type such as order.confirmed, or a glob such as order.*.");
    }
    return Criterion.like(glob);
  }
}
