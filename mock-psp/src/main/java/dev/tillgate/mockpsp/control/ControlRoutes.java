package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.server.RequestLog;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /_mock}: what a test does to the provider. No key is needed, and nothing here is part of
 * the API. The rest of the fault plane has its place here.
 */
public final class ControlRoutes {
  private static final String ROOT = "/_mock";

  private final Database database;
  private final Events events;
  private final Ledger ledger;
  private final RequestLog requests;
  private final TimeAndReset time;

  public ControlRoutes(
      Database database, Events events, Ledger ledger, RequestLog requests, TimeAndReset time) {
    this.database = database;
    this.events = events;
    this.ledger = ledger;
    this.requests = requests;
    this.time = time;
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig http) {
    http.before(ROOT + "/*", Body::takeIn);
    http.post(ROOT + "/events/{id}/resend", this::resend);
    http.get(ROOT + "/ledger", this::ledger);
    http.get(ROOT + "/requests", this::requests);
    time.addTo(http, ROOT);
    http.exception(ApiError.class, Body::refuse);
  }

  private void resend(Context http) {
    String id = http.pathParam("id");
    int endpoints = database.write(tx -> events.resend(tx, id));
    Body.answer(http, Json.object().put("event", id).put("endpoints", endpoints));
  }

  private void ledger(Context http) {
    Optional<String> order = Optional.ofNullable(http.queryParam("order"));
    Body.answer(http, database.write(tx -> ledger.of(tx, order)));
  }

  private void requests(Context http) {
    ObjectNode body = Json.object();
    ArrayNode entries = body.putArray("requests");
    requests.last(Body.count(http, "limit", 50)).forEach(entry -> entries.add(entry.json()));
    Body.answer(http, body);
  }
}
