package dev.tillgate.mockpsp.charge;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.store.Filter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** {@code /v1/charges}: to look at only, since payments make them. */
public final class ChargeRoutes {
  private static final String ALL = "/v1/charges";

  private final Charges charges;
  private final Lists lists;

  public ChargeRoutes(Charges charges) {
    this.charges = charges;
    this.lists = new Lists(charges.documents(), "charge", ALL);
  }

  /** The routes, each with the parameters Stripe documents. */
  public List<Route> routes() {
    return List.of(
        Route.get(
            ALL,
            "created customer ending_before limit payment_intent starting_after transfer_group",
            this::list),
        Route.get(ALL + "/{id}", "", this::retrieve));
  }

  private Answer retrieve(Call call) {
    return Answer.ok(
        charges.find(call.tx(), call.id()).orElseThrow(() -> ApiError.noSuch("charge", call.id())));
  }

  private Answer list(Call call) {
    List<Filter> filters =
        Stream.of("customer", "payment_intent", "transfer_group")
            .flatMap(name -> call.params().given(name).map(id -> Filter.equal(name, id)).stream())
            .toList();
    return lists.page(call, filters, UnaryOperator.identity());
  }
}
