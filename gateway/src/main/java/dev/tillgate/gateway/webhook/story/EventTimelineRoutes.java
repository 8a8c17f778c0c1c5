package dev.tillgate.gateway.webhook.story;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.webhook.event.EventId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /v1/events/{id}/timeline}: why each receiver was told of an event, or was not. */
public final class EventTimelineRoutes implements Feature {
  private final Database database;
  private final EventLog log;

  public EventTimelineRoutes(Database database, EventLog log) {
    this.database = database;
    this.log = log;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/events/{id}/timeline", this::show, Scope.READ);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    EventId id = id(context);
    EventLog.History history =
        database.read(tx -> log.ofEvent(tx, id)).orElseThrow(EventTimelineRoutes::absent);
    Answer.json(200, history.render()).send(context);
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
