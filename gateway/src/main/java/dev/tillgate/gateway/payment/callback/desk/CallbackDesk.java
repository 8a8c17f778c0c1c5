package dev.tillgate.gateway.payment.callback.desk;

import dev.tillgate.gateway.payment.callback.Callback;
import dev.tillgate.gateway.payment.callback.Callbacks;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** {@code /v1/callbacks}: what came from the providers, and trying again by hand. */
public final class CallbackDesk implements Feature {
  private final Database database;
  private final Callbacks callbacks;
  private final KeptStore store = new KeptStore();

  public CallbackDesk(Database database, Callbacks callbacks) {
    this.database = database;
    this.callbacks = callbacks;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/v1/callbacks", this::list, Scope.READ);
    // The parameter is the callback's id; it is called as in the route by which callbacks come, for
    // OpenAPI knows no two paths that differ in a parameter's name only.
    routes.get("/v1/callbacks/{provider}", this::show, Scope.READ);
    routes.post("/v1/callbacks/{id}/replay", this::replay, Scope.ADMIN);
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context, "status", "provider");
    String status = query.filter("status", Callback.State.words());
    KeptStore.Filter filter =
        new KeptStore.Filter(
            status == null ? null : Callback.State.of(status), query.filter("provider"));
    List<Kept> rows =
        database.read(tx -> store.page(tx, filter, query.cursor(), query.limit() + 1));
    Answer.json(200, query.page(rows, KeptView::of, kept -> kept.callback().id())).send(context);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    Answer.json(200, KeptView.whole(find(context.pathParam("provider")))).send(context);
  }

  private void replay(Context context) {
    ListQuery.refuseOthers(context);
    Fields.of(Bodies.optionalJson(context));
    String id = find(context.pathParam("id")).callback().id();
    if (!callbacks.replay(id)) {
      throw new Problem(
          409, "callback-not-replayable", "Only a deferred or dead callback can be replayed.");
    }
    Answer.json(200, KeptView.whole(find(id))).send(context);
  }

  private Kept find(String id) {
    return database
        .read(tx -> store.find(tx, id))
        .orElseThrow(() -> new Problem(404, "not-found", "There is no such callback."));
  }
}
