package dev.tillgate.gateway.webhook.signing;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The public halves of the gateway's own keys, for anybody, and their rotation. */
public final class SigningKeyRoutes implements Feature {
  /** Long enough to spare us, short enough that a key ended at once is soon forgotten. */
  private static final String CACHING = "public, max-age=300";

  private final SigningKeys keys;
  private final InstantSource clock;

  public SigningKeyRoutes(SigningKeys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/.well-known/webhook-keys.json", this::publish);
    routes.post("/v1/webhook-keys/rotate", this::rotate, Scope.ADMIN);
  }

  /** A JSON Web Key Set (RFC 7517), each key with members of ours beside. */
  private void publish(Context context) {
    ArrayNode shown = Json.array();
    keys.at(clock.instant()).forEach(key -> shown.add(render(key)));
    ObjectNode body = Json.object();
    body.set("keys", shown);
    Answer.json(200, body).with("Cache-Control", CACHING).send(context);
  }

  private void rotate(Context context) {
    ListQuery.refuseOthers(context);
    Duration overlap = RotationForm.overlap(Bodies.optionalJson(context));
    Instant until = clock.instant().plus(overlap);
    SigningKey fresh = keys.rotate(overlap).getFirst();
    ObjectNode body = Json.object();
    body.set("key", render(fresh));
    Answer.json(200, body.put("previous_until", Json.time(until))).send(context);
  }

  private static ObjectNode render(SigningKey key) {
    return Json.object()
        .put("kid", key.id())
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("alg", "EdDSA")
        .put("use", "sig")
        .put("x", key.publicCoordinate())
        .put("public_key", key.publicText())
        .put("created_at", Json.time(key.createdAt()))
        .put("until", Json.timeOrNull(key.until()));
  }
}
