package dev.tillgate.gateway.webhook.story;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.http.Streams;
import dev.tillgate.gateway.platform.http.Told;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.webhook.event.EventId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code /v1/events/{id}/timeline}: why each receiver was told of an event, or was not. */
public final class EventTimelineRoutes implements Feature {
  private final Database database;
  private final EventLog log;
  private final Streams streams;

  public EventTimelineRoutes(Database database, EventLog log, Streams streams) {
    this.database = database;
    this.log = log;
    this.streams = streams;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/events/{id}/timeline", this::show, Scope.READ);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    EventId id = id(context);
    if (Streams.wanted(context)) {
      streams.send(context, () -> told(read(id)));
    } else {
      Answer.json(200, read(id).render()).send(context);
    }
  }

  private EventLog.History read(EventId id) {
    return database.read(tx -> log.ofEvent(tx, id)).orElseThrow(EventTimelineRoutes::absent);
  }

  private static Told told(EventLog.History history) {
    return new Told(
        history.lines().stream().<JsonNode>map(EventLog.Line::render).toList(),
        EventLog.now(history, history.next()));
  }

  private static EventId id(Context context) {
    return Optional.of(context.pathParam("id"))
        .filter(id -> id.startsWith(EventId.PREFIX + '_'))
        .map(EventId::new)
        .orElseThrow(EventTimelineRoutes::absent);
  }

  private static Problem absent() {
    return new Problem(404, "not-found", "There is no such event.");
  }
}
