package dev.tillgate.mockpsp.event;

import static java.util.stream.Collectors.joining;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.store.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/events}. */
public final class EventRoutes {
  private static final String ALL = "/v1/events";
  private static final int MOST_TYPES = 20;
  private static final String NOT_DELIVERED =
      "EXISTS (SELECT 1 FROM deliveries d WHERE d.event = events.id AND d.state <> 'delivered')";

  private final Events events;
  private final Lists lists;

  public EventRoutes(Events events) {
    this.events = events;
    this.lists = new Lists(events.documents(), "event", ALL);
  }

  /** The routes, each with the parameters Stripe documents. */
  public List<Route> routes() {
    return List.of(
        Route.get(
            ALL,
            "created delivery_success ending_before limit starting_after type types",
            this::list),
        Route.get(ALL + "/{id}", "", this::retrieve));
  }

  private Answer retrieve(Call call) {
    return Answer.ok(
        events.find(call.tx(), call.id()).orElseThrow(() -> ApiError.noSuch("event", call.id())));
  }

  private Answer list(Call call) {
    List<Filter> filters = new ArrayList<>();
    call.params().given("type").ifPresent(type -> filters.add(ofType(type)));
    List<String> types = types(call.params());
    if (!types.isEmpty()) {
      filters.add(ofTypes(types));
    }
    call.params().flag("delivery_success").ifPresent(success -> filters.add(delivered(success)));
    return lists.page(call, filters, event -> events.present(call.tx(), event));
  }

  private static List<String> types(Params params) {
    List<String> types = params.texts("types");
    if (types.size() > MOST_TYPES) {
      throw ApiError.invalid("You may pass up to " + MOST_TYPES + " types.", "types", null);
    }
    if (!types.isEmpty() && params.given("type").isPresent()) {
      throw ApiError.invalid("You may only specify one of these: type, types.", "types", null);
    }
    return types;
  }

  /** {@code charge.*} means every event about charges, as Stripe has it. */
  private static Filter ofType(String type) {
    if (type.endsWith("*")) {
      String prefix = type.substring(0, type.length() - 1);
      return new Filter("substr(type, 1, length(:prefix)) = :prefix", Map.of("prefix", prefix));
    }
    return Filter.equal("type", type);
  }

  private static Filter delivered(boolean success) {
    return new Filter((success ? "NOT " : "") + NOT_DELIVERED, Map.of());
  }

  private static Filter ofTypes(List<String> types) {
    Map<String, String> values = new HashMap<>();
    types.forEach(type -> values.put("type_" + values.size(), type));
    String names = values.keySet().stream().map(name -> ":" + name).collect(joining(", "));
    return new Filter("type IN (" + names + ")", values);
  }
}
