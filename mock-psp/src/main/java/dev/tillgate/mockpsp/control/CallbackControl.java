package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.callback.Attempts;
import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.fault.Fields;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_mock/callbacks}: how callbacks go wrong, and how they went; and their secrets. */
public final class CallbackControl {
  private static final String PLAN = "/_mock/callbacks";
  private static final String ROLL = "/_mock/webhook_endpoints/{id}/roll_secret";
  private static final Duration LONGEST_OVERLAP = Duration.ofHours(24);
  private static final int USUAL_LIMIT = 50;

  private final Database database;
  private final CallbackFaults faults;
  private final Attempts attempts;
  private final Endpoints endpoints;

  public CallbackControl(
      Database database, CallbackFaults faults, Attempts attempts, Endpoints endpoints) {
    this.database = database;
    this.faults = faults;
    this.attempts = attempts;
    this.endpoints = endpoints;
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig http) {
    http.post(PLAN, this::begin);
    http.get(PLAN, this::show);
    http.delete(PLAN, this::end);
    http.get(PLAN + "/attempts", this::attempts);
    http.post(ROLL, this::roll);
  }

  private void begin(Context http) {
    Body.answer(http, shown(faults.begin(Body.of(http))));
  }

  private void show(Context http) {
    Body.answer(http, faults.shown().map(CallbackControl::shown).orElseGet(CallbackControl::none));
  }

  private static ObjectNode shown(ObjectNode plan) {
    ObjectNode body = Json.object();
    body.set("plan", plan);
    return body;
  }

  private static ObjectNode none() {
    return Json.object().putNull("plan");
  }

  private void end(Context http) {
    Body.answer(http, Json.object().put("deleted", faults.end()));
  }

  private void attempts(Context http) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("attempts");
    attempts
        .last(Body.count(http, "limit", USUAL_LIMIT))
        .forEach(attempt -> list.add(attempt.json()));
    Body.answer(http, body);
  }

  /** Without an overlap the old secret counts no more. */
  private void roll(Context http) {
    String id = http.pathParam("id");
    Duration overlap =
        Fields.of(Body.of(http), Set.of("overlap"))
            .duration("overlap", LONGEST_OVERLAP)
            .orElse(Duration.ZERO);
    String secret =
        database.write(tx ->
            endpoints.rollSecret(
                tx,
                endpoints.find(tx, id).orElseThrow(() -> ApiError.noSuch("webhook endpoint", id)),
                overlap));
    Body.answer(http, Json.object().put("id", id).put("secret", secret));
  }
}
