package dev.tillgate.mockpsp.event;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.store.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code /v1/events}. */
public final class EventRoutes {
  private static final String ALL = "/v1/events";
  private static final int MOST_TYPES = 20;

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
    return Answer.ok(events.get(call.tx(), call.id()));
  }

  private Answer list(Call call) {
    List<Filter> filters = new ArrayList<>();
    call.params().given("type").ifPresent(type -> filters.add(ofType(type)));
    List<String> types = types(call.params());
    if (!types.isEmpty()) {
      filters.add(Filter.oneOf("type", types));
    }
    call.params()
        .flag("delivery_success")
        .ifPresent(success -> filters.add(delivered(call, success)));
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
    return type.endsWith("*")
        ? Filter.startsWith("type", type.substring(0, type.length() - 1))
        : Filter.equal("type", type);
  }

  private Filter delivered(Call call, boolean success) {
    Set<String> undelivered = events.undelivered(call.tx());
    return success ? Filter.noneOf("id", undelivered) : Filter.oneOf("id", undelivered);
  }
}
