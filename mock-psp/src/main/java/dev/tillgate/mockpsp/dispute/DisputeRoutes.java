package dev.tillgate.mockpsp.dispute;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.store.Filter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** {@code /v1/disputes}: to look at only; nobody answers a dispute here. */
public final class DisputeRoutes {
  private static final String ALL = "/v1/disputes";

  private final Disputes disputes;
  private final Lists lists;

  public DisputeRoutes(Disputes disputes) {
    this.disputes = disputes;
    this.lists = new Lists(disputes.documents(), "dispute", ALL);
  }

  /** The routes, each with the parameters of the official Java library 33.3.0. */
  public List<Route> routes() {
    return List.of(
        Route.get(
            ALL, "charge created ending_before limit payment_intent starting_after", this::list),
        Route.get(ALL + "/{id}", "", this::retrieve));
  }

  private Answer retrieve(Call call) {
    return Answer.ok(
        disputes
            .find(call.tx(), call.id())
            .orElseThrow(() -> ApiError.noSuch("dispute", call.id())));
  }

  private Answer list(Call call) {
    List<Filter> filters =
        Stream.of("charge", "payment_intent")
            .flatMap(name -> call.params().given(name).map(id -> Filter.equal(name, id)).stream())
            .toList();
    return lists.page(call, filters, UnaryOperator.identity());
  }
}
