package dev.tillgate.mockpsp.endpoint;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Metadata;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.http.WebAddress;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Tx;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/webhook_endpoints}. */
public final class EndpointRoutes {
  private static final String ALL = "/v1/webhook_endpoints";
  private static final String ONE = ALL + "/{id}";

  private final Endpoints endpoints;
  private final Lists lists;
  private final Ids ids;
  private final BiConsumer<Tx, String> forget;

  /**
   * @param forget removes what refers to an endpoint that is being deleted
   */
  public EndpointRoutes(Endpoints endpoints, Ids ids, BiConsumer<Tx, String> forget) {
    this.endpoints = endpoints;
    this.lists = new Lists(endpoints.documents(), "webhook endpoint", ALL);
    this.ids = ids;
    this.forget = forget;
  }

  /** The routes, each with the parameters Stripe documents. */
  public List<Route> routes() {
    return List.of(
        Route.post(
            ALL, "api_version connect description enabled_events metadata url", this::create),
        Route.get(
            ALL,
            "ending_before limit starting_after",
            call -> lists.page(call, List.of(), UnaryOperator.identity())),
        Route.get(ONE, "", call -> Answer.ok(find(call))),
        Route.post(ONE, "description disabled enabled_events metadata url", this::update),
        Route.delete(ONE, this::delete));
  }

  private Answer create(Call call) {
    Params params = call.params();
    String url = WebAddress.in(params, "url").orElseThrow(() -> ApiError.missingParameter("url"));
    List<String> types = enabledEvents(params);
    String secret = ids.next("whsec_");
    ObjectNode endpoint =
        endpoints.add(call.tx(), url, secret, types, params.given("api_version").orElse(null));
    describe(endpoint, params);
    endpoints.replace(call.tx(), endpoint);
    return Answer.ok(endpoint.put("secret", secret));
  }

  private static List<String> enabledEvents(Params params) {
    List<String> types = params.texts("enabled_events");
    if (types.isEmpty()) {
      throw ApiError.missingParameter("enabled_events");
    }
    return types;
  }

  private Answer update(Call call) {
    ObjectNode endpoint = find(call);
    Params params = call.params();
    WebAddress.in(params, "url").ifPresent(url -> endpoint.put("url", url));
    params.flag("disabled").ifPresent(disabled -> disable(endpoint, disabled));
    if (params.has("enabled_events")) {
      Endpoints.enable(endpoint, params.texts("enabled_events"));
    }
    describe(endpoint, params);
    endpoints.replace(call.tx(), endpoint);
    return Answer.ok(endpoint);
  }

  private static void disable(ObjectNode endpoint, boolean disabled) {
    endpoint.put("status", disabled ? "disabled" : "enabled");
  }

  private Answer delete(Call call) {
    String id = find(call).path("id").asString();
    forget.accept(call.tx(), id);
    endpoints.delete(call.tx(), id);
    return Answer.ok(
        Json.object().put("id", id).put("object", "webhook_endpoint").put("deleted", true));
  }

  private ObjectNode find(Call call) {
    return endpoints
        .find(call.tx(), call.id())
        .orElseThrow(() -> ApiError.noSuch("webhook endpoint", call.id()));
  }

  private static void describe(ObjectNode endpoint, Params params) {
    params
        .text("description")
        .ifPresent(text -> endpoint.put("description", text.isEmpty() ? null : text));
    Metadata.update(endpoint, params);
  }
}
