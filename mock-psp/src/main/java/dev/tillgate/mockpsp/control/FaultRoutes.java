package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.fault.Faults;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Json;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_mock/faults}: which requests go wrong, and how. */
public final class FaultRoutes {
  private static final String ALL = "/_mock/faults";

  private final Faults faults;

  public FaultRoutes(Faults faults) {
    this.faults = faults;
  }

  /** Adds the routes. */
  public void addTo(RoutesConfig http) {
    http.post(ALL, this::add);
    http.get(ALL, this::show);
    http.delete(ALL, this::clear);
    http.delete(ALL + "/{id}", this::remove);
  }

  private void add(Context http) {
    Body.answer(http, faults.add(Body.of(http)));
  }

  private void show(Context http) {
    ObjectNode body = Json.object();
    ArrayNode list = body.putArray("faults");
    faults.all().forEach(list::add);
    Body.answer(http, body);
  }

  private void clear(Context http) {
    Body.answer(http, Json.object().put("deleted", faults.clear()));
  }

  private void remove(Context http) {
    String id = http.pathParam("id");
    if (!faults.remove(id)) {
      throw ApiError.noSuch("fault", id);
    }
    Body.answer(http, Json.object().put("id", id).put("deleted", true));
  }
}
