package dev.tillgate.gateway.webhook.event;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/events}: the event log, newest first; with {@code ?after=} oldest first, a receiver's
 * own catch-up without gaps.
 */
public final class EventRoutes implements Feature {
  /** The {@code after} of a receiver that has seen nothing yet. */
  private static final String START = "start";

  private final Database database;
  private final EventStore store = new EventStore();

  public EventRoutes(Database database) {
    this.database = database;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/events", this::list, Scope.READ);
    routes.get("/v1/events/{id}", this::show, Scope.READ);
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context, "after");
    String after = query.filter("after");
    Answer.json(200, after == null ? newestFirst(query) : catchUp(query, after)).send(context);
  }

  private ObjectNode newestFirst(ListQuery query) {
    String cursor = query.cursor();
    List<Event> rows =
        database.read(tx -> {
          Long position = cursor == null ? null : Long.valueOf(position(tx, "cursor", cursor));
          return store.before(tx, position, query.limit() + 1);
        });
    return query.page(rows, EventRoutes::render, event -> event.id().value());
  }

  /**
   * Always with a cursor, so that a receiver that is up to date can ask again from there. What was
   * kept longer than its neighbours is left out: behind it there would be a gap nobody sees.
   */
  private ObjectNode catchUp(ListQuery query, String after) {
    if (query.cursor() != null) {
      throw new Problem(400, "invalid-parameter", "Give 'after' or 'cursor', not both.");
    }
    List<Event> rows = database.read(tx -> store.after(tx, withoutGap(tx, after), query.limit()));
    ObjectNode page = query.page(rows, EventRoutes::render, event -> event.id().value());
    return page.put("next_cursor", rows.isEmpty() ? after : rows.getLast().id().value());
  }

  private long withoutGap(Tx tx, String after) {
    long oldest = store.kept(tx).after();
    long position = after.equals(START) ? oldest : position(tx, "after", after);
    if (position < oldest) {
      throw removed("after");
    }
    return position;
  }

  private long position(Tx tx, String parameter, String id) {
    return store.position(tx, id).orElseThrow(() -> unknown(tx, parameter, id));
  }

  private Problem unknown(Tx tx, String parameter, String id) {
    return store.kept(tx).mayHaveHeld(id)
        ? removed(parameter)
        : new Problem(400, "invalid-parameter", "'" + parameter + "' must be the id of an event.");
  }

  private static Problem removed(String parameter) {
    return new Problem(
        410,
        "events-removed",
        "Events from the time of '"
            + parameter
            + "' were removed for their age. Read what they were about, such as the orders, and"
            + " begin again with 'after=start'.");
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    Event event = find(context.pathParam("id"));
    Answer.json(200, render(event)).send(context);
  }

  private Event find(String id) {
    @Nullable Event event =
        id.startsWith(EventId.PREFIX + '_')
            ? database.read(tx -> store.byId(tx, new EventId(id)).orElse(null))
            : null;
    if (event == null) {
      throw new Problem(404, "not-found", "There is no such event.");
    }
    return event;
  }

  private static JsonNode render(Event event) {
    ObjectNode shown = (ObjectNode) Json.parse(event.payload());
    return shown.put("object", "event").put("order_id", event.orderId());
  }
}
