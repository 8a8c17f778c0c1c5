package dev.tillgate.gateway.webhook.desk;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.Delivery;
import dev.tillgate.gateway.webhook.delivery.DeliveryChanges;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.delivery.DeliveryLog;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import dev.tillgate.gateway.webhook.delivery.DeliveryView;
import dev.tillgate.gateway.webhook.dispatch.DeliveryEngine;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/deliveries}: what was sent to whom, what came back, trying again by hand, and giving
 * up.
 */
public final class DeliveryRoutes implements Feature {
  private static final String[] FILTERS = {
    "status", "endpoint", "event", "order", "type", "from", "to"
  };
  private static final List<String> STATUSES =
      Arrays.stream(DeliveryStatus.values()).map(DeliveryStatus::word).toList();

  private final Database database;
  private final DeliveryEngine engine;
  private final InstantSource clock;
  private final DeliveryLog deliveries = new DeliveryLog();
  private final DeliveryChanges changes;

  public DeliveryRoutes(Database database, DeliveryEngine engine, InstantSource clock) {
    this.database = database;
    this.engine = engine;
    this.clock = clock;
    this.changes = new DeliveryChanges(clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/deliveries", this::list, Scope.READ);
    routes.get("/v1/deliveries/{id}", this::show, Scope.READ);
    routes.delete("/v1/deliveries/{id}", this::delete, Scope.ADMIN);
    routes.post("/v1/deliveries/{id}/retry", this::retry, Scope.ADMIN);
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context, FILTERS);
    String status = query.filter("status", STATUSES);
    DeliveryLog.Filter filter =
        new DeliveryLog.Filter(
            status == null ? null : DeliveryStatus.of(status), DeliveryQuery.criteria(query));
    List<Delivery> rows =
        database.read(tx -> deliveries.page(tx, filter, query.cursor(), query.limit() + 1));
    Answer.json(200, query.page(rows, DeliveryView::of, delivery -> delivery.id().value()))
        .send(context);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    DeliveryId id = id(context);
    Answer.json(200, database.read(tx -> whole(tx, id))).send(context);
  }

  private ObjectNode whole(Tx tx, DeliveryId id) {
    ObjectNode delivery = DeliveryView.of(shown(tx, id));
    delivery.set("attempts", attempts(tx, id));
    return delivery;
  }

  private ArrayNode attempts(Tx tx, DeliveryId id) {
    ArrayNode attempts = Json.array();
    deliveries.attempts(tx, id).forEach(each -> attempts.add(DeliveryView.of(each)));
    return attempts;
  }

  private void retry(Context context) {
    ListQuery.refuseOthers(context);
    Fields.of(Bodies.optionalJson(context));
    DeliveryId id = id(context);
    Delivery delivery = database.write(tx -> retryNow(tx, id));
    Answer.json(202, DeliveryView.of(delivery)).send(context);
  }

  private Delivery retryNow(Tx tx, DeliveryId id) {
    Delivery before = find(tx, id);
    if (!engine.mayRetry(tx, before)) {
      throw new Problem(
          409,
          "delivery-not-retriable",
          "A delivered or canceled delivery, or one whose endpoint is not enabled, cannot be"
              + " retried.");
    }
    if (changes.retryNow(tx, id, clock.instant())) {
      tx.afterCommit(() -> engine.dueNow(before.endpointId()));
    }
    return shown(tx, id);
  }

  private Delivery shown(Tx tx, DeliveryId id) {
    return deliveries.shown(tx, id).orElseThrow(DeliveryRoutes::absent);
  }

  /** Gives up what waits for a person; what it held back in its order goes on. */
  private void delete(Context context) {
    ListQuery.refuseOthers(context);
    DeliveryId id = id(context);
    database.change(tx -> giveUp(tx, find(tx, id)));
    Answer.empty(204).send(context);
  }

  private void giveUp(Tx tx, Delivery delivery) {
    if (!changes.giveUp(tx, delivery.id())) {
      throw new Problem(
          409,
          "delivery-not-deletable",
          "Only a dead or parked delivery can be deleted; this one is "
              + delivery.status().word()
              + ".");
    }
    tx.afterCommit(() -> engine.dueNow(delivery.endpointId()));
  }

  private Delivery find(Tx tx, DeliveryId id) {
    return deliveries.byId(tx, id).orElseThrow(DeliveryRoutes::absent);
  }

  private static DeliveryId id(Context context) {
    return Optional.of(context.pathParam("id"))
        .filter(id -> id.startsWith(DeliveryId.PREFIX + '_'))
        .map(DeliveryId::new)
        .orElseThrow(DeliveryRoutes::absent);
  }

  private static Problem absent() {
    return new Problem(404, "not-found", "There is no such delivery.");
  }
}
