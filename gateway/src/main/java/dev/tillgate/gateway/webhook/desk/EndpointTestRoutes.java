package dev.tillgate.gateway.webhook.desk;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.webhook.delivery.Attempt;
import dev.tillgate.gateway.webhook.delivery.DeliveryView;
import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import dev.tillgate.gateway.webhook.endpoint.Target;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.gateway.webhook.event.Events;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/webhook-endpoints/{id}/test}: sends a sample now, once, and answers with the
 * attempt. The sample is no event: it is not stored and not sent again.
 */
public final class EndpointTestRoutes implements Feature {
  private static final int TYPE_MAX = 100;

  private final Database database;
  private final Endpoints endpoints;
  private final Sender sender;
  private final Surroundings surroundings;

  public EndpointTestRoutes(
      Database database, Endpoints endpoints, Sender sender, Surroundings surroundings) {
    this.database = database;
    this.endpoints = endpoints;
    this.sender = sender;
    this.surroundings = surroundings;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/webhook-endpoints/{id}/test", this::test, Scope.ADMIN);
  }

  private void test(Context context) {
    ListQuery.refuseOthers(context);
    String type = Fields.of(Bodies.json(context), "type").text("type", TYPE_MAX);
    Target target = database.write(tx -> endpoints.find(tx, context.pathParam("id")));
    Message sample = sample(target, type);
    Reply reply = sender.send(sample);
    Duration latency = Duration.between(sample.at(), surroundings.clock().instant());
    Attempt attempt = Attempt.of(1, sample.at(), latency, reply);
    Answer.json(200, DeliveryView.of(attempt).put("event", sample.id().value())).send(context);
  }

  private Message sample(Target target, String type) {
    EventId id = new EventId(surroundings.ids().next(EventId.PREFIX));
    Instant now = surroundings.clock().instant();
    ObjectNode data = Json.object().put("sample", true);
    return new Message(target, id, Events.freeze(id, type, null, now, data), now);
  }
}
