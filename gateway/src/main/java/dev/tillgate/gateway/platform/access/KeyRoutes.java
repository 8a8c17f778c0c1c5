package dev.tillgate.gateway.platform.access;

import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/keys}: what the {@code keys} command talks to while a gateway runs. */
public final class KeyRoutes implements Feature {
  private static final int NAME_MAX = 100;
  private static final int SCOPE_MAX = 20;

  private final ApiKeys keys;

  public KeyRoutes(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/keys", this::create, Scope.ADMIN);
    routes.get("/v1/keys", this::list, Scope.ADMIN);
    routes.delete("/v1/keys/{id}", this::revoke, Scope.ADMIN);
  }

  private void create(Context context) {
    ListQuery.refuseOthers(context);
    Fields fields = Fields.of(Bodies.json(context), "name", "scope");
    String name = fields.text("name", NAME_MAX);
    ApiKeys.NewKey created = keys.create(name, scope(fields));
    ObjectNode body = render(created.key());
    body.put("key", created.text());
    Answer.json(201, body).send(context);
  }

  private static Scope scope(Fields fields) {
    try {
      return Scope.of(fields.text("scope", SCOPE_MAX));
    } catch (IllegalArgumentException e) {
      throw fields.problem("scope", "must be read, checkout or admin");
    }
  }

  private void list(Context context) {
    ListQuery.refuseOthers(context);
    ArrayNode data = Json.array();
    keys.all().forEach(key -> data.add(render(key)));
    ObjectNode page = Json.object();
    page.set("data", data);
    page.putNull("next_cursor");
    Answer.json(200, page).send(context);
  }

  private void revoke(Context context) {
    ListQuery.refuseOthers(context);
    if (!keys.revoke(context.pathParam("id"))) {
      throw new Problem(404, "not-found", "There is no such key, or it is revoked already.");
    }
    Answer.empty(204).send(context);
  }

  private static ObjectNode render(ApiKey key) {
    return Json.object()
        .put("id", key.id())
        .put("object", "api_key")
        .put("name", key.name())
        .put("scope", key.scope().word())
        .put("created_at", Json.time(key.createdAt()))
        .put("revoked_at", Json.timeOrNull(key.revokedAt()));
  }
}
