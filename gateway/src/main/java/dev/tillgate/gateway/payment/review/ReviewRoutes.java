package dev.tillgate.gateway.payment.review;

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
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/reviews}: what a person has to look at, and has looked at. */
public final class ReviewRoutes implements Feature {
  private static final List<String> STATUSES = List.of("open", "closed");
  private static final int NOTE_MAX = 500;

  private final Database database;
  private final InstantSource clock;
  private final ReviewStore store = new ReviewStore();

  public ReviewRoutes(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/reviews", this::list, Scope.ADMIN);
    routes.post("/v1/reviews/{id}/close", this::close, Scope.ADMIN);
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context, "status");
    String status = query.filter("status", STATUSES);
    List<ReviewItem> rows =
        database.read(tx -> store.page(tx, status, query.cursor(), query.limit()));
    Answer.json(200, query.page(rows, ReviewRoutes::render, ReviewItem::id)).send(context);
  }

  private void close(Context context) {
    ListQuery.refuseOthers(context);
    String note = Fields.of(Bodies.json(context), "note").text("note", NOTE_MAX);
    String id = context.pathParam("id");
    Answer.json(200, render(database.write(tx -> close(tx, id, note)))).send(context);
  }

  private ReviewItem close(Tx tx, String id, String note) {
    find(tx, id);
    if (!store.close(tx, id, note, clock.instant())) {
      throw new Problem(409, "review-closed", "The review was closed before; its note stands.");
    }
    return find(tx, id);
  }

  private ReviewItem find(Tx tx, String id) {
    return store
        .find(tx, id)
        .orElseThrow(() -> new Problem(404, "not-found", "There is no such review."));
  }

  private static ObjectNode render(ReviewItem item) {
    return Json.object()
        .put("id", item.id())
        .put("object", "review")
        .put("kind", item.kind().word())
        .put("status", item.status())
        .put("provider", item.provider())
        .put("reference", item.reference())
        .put("reason", item.finding().reason())
        .put("note", item.closing().map(ReviewItem.Closing::note).orElse(null))
        .put("opened_at", Json.time(item.finding().at()))
        .put("closed_at", item.closing().map(end -> Json.time(end.at())).orElse(null));
  }
}
