package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.ETags;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.http.Streams;
import dev.tillgate.gateway.platform.http.Told;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/orders}: what became of an order, waited for if the caller likes. */
public final class OrderRoutes implements Feature {
  private final Database database;
  private final Orders orders;
  private final Timeline timeline;
  private final Waits waits;
  private final Streams streams;

  public OrderRoutes(
      Database database, Orders orders, Timeline timeline, Waits waits, Streams streams) {
    this.database = database;
    this.orders = orders;
    this.timeline = timeline;
    this.waits = waits;
    this.streams = streams;
  }

  /** An order as one reading saw it. */
  private record Reading(Order order, ObjectNode json, String etag) {
    Reading(Order order, ObjectNode json) {
      this(order, json, ETags.of(json));
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/orders", this::list, Scope.READ);
    routes.get("/v1/orders/{id}", this::show, Scope.READ);
    routes.get("/v1/orders/{id}/timeline", this::timeline, Scope.READ);
  }

  /** The id in the path; a text that is no order id names no order. */
  public static OrderId id(Context context) {
    String given = context.pathParam("id");
    if (!given.startsWith(OrderId.PREFIX + "_")) {
      throw notFound();
    }
    return new OrderId(given);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    OrderId id = id(context);
    Prefer prefer = Prefer.of(context);
    Optional<String> known = Optional.ofNullable(context.header("If-None-Match"));
    Reading last = waits.until(id, prefer.waitOr(Duration.ZERO), () -> read(id), enough(known));
    prefer
        .applied(answer(known, last))
        .with("ETag", last.etag())
        .with("Cache-Control", "no-cache")
        .send(context);
  }

  private static Predicate<Reading> enough(Optional<String> known) {
    return known.isPresent()
        ? reading -> !ETags.matches(known.get(), reading.etag())
        : reading -> !reading.order().state().isInBetween();
  }

  private static Answer answer(Optional<String> known, Reading last) {
    boolean unchanged = known.isPresent() && ETags.matches(known.get(), last.etag());
    return unchanged ? Answer.empty(304) : Answer.json(200, last.json());
  }

  private Reading read(OrderId id) {
    return database.read(tx -> {
      Order order = find(tx, id);
      return new Reading(order, orders.render(tx, order));
    });
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context, "status", "email", "created_after", "created_before");
    OrderStore.Filter filter =
        new OrderStore.Filter(
            query.filter("status", OrderState.words()),
            query.filter("email"),
            query.timeMs("created_after").orElse(Long.MIN_VALUE),
            query.timeMs("created_before").orElse(Long.MAX_VALUE));
    Answer.json(200, database.read(tx -> page(tx, query, filter))).send(context);
  }

  private ObjectNode page(Tx tx, ListQuery query, OrderStore.Filter filter) {
    List<Order> rows = orders.page(tx, filter, query.cursor(), query.limit());
    return query.page(rows, order -> orders.render(tx, order), order -> order.id().value());
  }

  private void timeline(Context context) {
    ListQuery.refuseOthers(context);
    OrderId id = id(context);
    if (Streams.wanted(context)) {
      streams.send(
          context,
          () -> told(id),
          (last, patience) ->
              waits.until(id, patience, () -> told(id), told -> !told.equals(last)));
    } else {
      Answer.json(200, read(id, timeline::render)).send(context);
    }
  }

  private Told told(OrderId id) {
    return read(id, timeline::told);
  }

  private <T> T read(OrderId id, BiFunction<Tx, OrderId, T> render) {
    return database.read(tx -> render.apply(tx, find(tx, id).id()));
  }

  private Order find(Tx tx, OrderId id) {
    return orders.find(tx, id).orElseThrow(OrderRoutes::notFound);
  }

  private static Problem notFound() {
    return new Problem(404, "not-found", "There is no such order.");
  }
}
