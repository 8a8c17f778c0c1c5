package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.webhook.signing.RotationForm;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/webhook-endpoints}: who is told about events. */
public final class EndpointRoutes implements Feature {
  private static final String ALL = "/v1/webhook-endpoints";
  private static final String ONE = ALL + "/{id}";

  private final Database database;
  private final Endpoints endpoints;
  private final EndpointDirectory directory;
  private final DraftCheck check;
  private final InstantSource clock;

  public EndpointRoutes(
      Database database,
      Endpoints endpoints,
      EndpointDirectory directory,
      DraftCheck check,
      InstantSource clock) {
    this.database = database;
    this.endpoints = endpoints;
    this.directory = directory;
    this.check = check;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(ALL, this::create, Scope.ADMIN);
    routes.get(ALL, this::list, Scope.READ);
    routes.get(ONE, this::show, Scope.READ);
    routes.patch(ONE, this::change, Scope.ADMIN);
    routes.delete(ONE, this::delete, Scope.ADMIN);
    routes.get(ONE + "/secret", this::secret, Scope.ADMIN);
    routes.post(ONE + "/rotate-secret", this::rotate, Scope.ADMIN);
    routes.post(ONE + "/enable", this::enable, Scope.ADMIN);
    routes.post(ONE + "/disable", this::disable, Scope.ADMIN);
  }

  private void create(Context context) {
    ListQuery.refuseOthers(context);
    EndpointForm form = new EndpointForm(Bodies.json(context));
    EndpointSettings settings = form.checked(form.create(), check);
    Target created = database.write(tx -> endpoints.create(tx, settings));
    ObjectNode body = EndpointView.of(created.endpoint());
    body.put("secret", created.secrets().getFirst().text());
    Answer.json(201, body).with("Location", ALL + "/" + created.id()).send(context);
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context);
    List<Endpoint> rows =
        database.read(tx -> directory.page(tx, query.cursor(), query.limit() + 1));
    Answer.json(200, query.page(rows, EndpointView::of, endpoint -> endpoint.id().value()))
        .send(context);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    Answer.json(200, EndpointView.of(find(context).endpoint())).send(context);
  }

  private void change(Context context) {
    ListQuery.refuseOthers(context);
    EndpointForm form = new EndpointForm(Bodies.json(context));
    // Before the transaction: a kind of destination may look at files.
    form.checked(form.over(find(context).endpoint().settings()), check);
    Endpoint changed = database.write(tx -> endpoints.change(tx, id(context), form::over));
    Answer.json(200, EndpointView.of(changed)).send(context);
  }

  private void delete(Context context) {
    ListQuery.refuseOthers(context);
    database.change(tx -> endpoints.delete(tx, id(context)));
    Answer.empty(204).send(context);
  }

  private void secret(Context context) {
    ListQuery.refuseOthers(context);
    Answer.json(200, Json.object().put("secret", find(context).secrets().getFirst().text()))
        .send(context);
  }

  private void rotate(Context context) {
    ListQuery.refuseOthers(context);
    Duration overlap = RotationForm.overlap(Bodies.optionalJson(context));
    Instant until = clock.instant().plus(overlap); // Before the change: no promise it cannot keep.
    SigningSecret fresh = database.write(tx -> endpoints.rotate(tx, id(context), overlap));
    Answer.json(
            200, Json.object().put("secret", fresh.text()).put("previous_until", Json.time(until)))
        .send(context);
  }

  private void enable(Context context) {
    ListQuery.refuseOthers(context);
    refuseFields(context);
    answer(context, database.write(tx -> endpoints.enable(tx, id(context))));
  }

  private void disable(Context context) {
    ListQuery.refuseOthers(context);
    refuseFields(context);
    answer(
        context,
        database.write(tx -> endpoints.disable(tx, id(context), "disabled by an operator")));
  }

  private static void refuseFields(Context context) {
    Fields.of(Bodies.optionalJson(context));
  }

  private static void answer(Context context, Endpoint endpoint) {
    Answer.json(200, EndpointView.of(endpoint)).send(context);
  }

  private Target find(Context context) {
    Optional<Target> found = database.read(tx -> directory.stored(tx, id(context)));
    return found.orElseThrow(Endpoints::absent);
  }

  private static String id(Context context) {
    return context.pathParam("id");
  }
}
