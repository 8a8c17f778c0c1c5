package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.Target;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/replays}: sending again what an endpoint missed, at a rate, as a durable job. */
public final class ReplayRoutes implements Feature {
  private static final String ALL = "/v1/replays";
  private static final String ONE = ALL + "/{id}";

  private final Database database;
  private final EndpointDirectory directory;
  private final Replayer replayer;
  private final Replays replays;
  private final ReplayStore store = new ReplayStore();

  public ReplayRoutes(
      Database database,
      EndpointDirectory directory,
      Replayer replayer,
      Surroundings surroundings) {
    this.database = database;
    this.directory = directory;
    this.replayer = replayer;
    this.replays = new Replays(surroundings.ids(), surroundings.clock());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(ALL, this::create, Scope.ADMIN);
    routes.get(ALL, this::list, Scope.READ);
    routes.get(ONE, this::show, Scope.READ);
    routes.post(ONE + "/pause", context -> change(context, ReplayState.PAUSED), Scope.ADMIN);
    routes.post(ONE + "/resume", context -> change(context, ReplayState.RUNNING), Scope.ADMIN);
    routes.post(ONE + "/cancel", context -> change(context, ReplayState.CANCELED), Scope.ADMIN);
  }

  /** What was asked for, and how much of it there is. */
  private record Asked(Selection selection, Source.Survey survey) {}

  private void create(Context context) {
    ListQuery.refuseOthers(context);
    ReplayForm form = new ReplayForm(Bodies.json(context));
    int rate = form.rate();
    boolean dryRun = form.isDryRun();
    Asked asked = database.read(tx -> survey(tx, form));
    if (dryRun) {
      ObjectNode count = Json.object().put("matched", asked.survey().matched());
      Answer.json(200, count).send(context);
      return;
    }
    Replay created = database.write(tx -> create(tx, asked, rate));
    Answer.json(202, ReplayView.of(created))
        .with("Location", ALL + '/' + created.id())
        .send(context);
  }

  private Asked survey(Tx tx, ReplayForm form) {
    Selection selection = form.selection(id -> directory.stored(tx, id).map(Target::endpoint));
    return new Asked(selection, Source.of(selection.scope()).survey(tx, selection));
  }

  private Replay create(Tx tx, Asked asked, int rate) {
    tx.afterCommit(replayer::wake);
    return replays.create(tx, asked.selection(), rate, asked.survey());
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context);
    List<Replay> rows = database.read(tx -> store.page(tx, query.cursor(), query.limit() + 1));
    Answer.json(200, query.page(rows, ReplayView::of, replay -> replay.id().value())).send(context);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    Answer.json(200, database.read(tx -> shown(tx, context.pathParam("id")))).send(context);
  }

  private ObjectNode shown(Tx tx, String id) {
    Replay replay = replays.find(tx, id);
    return ReplayView.of(replay, store.outcomes(tx, replay.id()));
  }

  private void change(Context context, ReplayState next) {
    ListQuery.refuseOthers(context);
    Fields.of(Bodies.optionalJson(context));
    Replay changed =
        database.write(tx -> {
          tx.afterCommit(replayer::wake);
          return replays.change(tx, context.pathParam("id"), next, reason(next));
        });
    Answer.json(200, ReplayView.of(changed)).send(context);
  }

  private static @Nullable String reason(ReplayState next) {
    return switch (next) {
      case RUNNING, DONE -> null;
      case PAUSED, CANCELED -> next.word() + " by an operator";
    };
  }
}
