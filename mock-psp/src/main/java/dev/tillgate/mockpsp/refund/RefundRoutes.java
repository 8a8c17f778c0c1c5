package dev.tillgate.mockpsp.refund;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Metadata;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/refunds}, each route with the parameters of the official Java library 33.3.0. Every
 * write holds the refund's intent, so that no other call changes that meanwhile.
 */
final class RefundRoutes {
  private static final String ALL = "/v1/refunds";
  private static final String ONE = ALL + "/{id}";
  private static final String CREATE =
      """
      amount charge currency customer instructions_email metadata origin payment_intent reason
      refund_application_fee reverse_transfer
      """;
  private static final String[] REASONS = {"duplicate", "fraudulent", "requested_by_customer"};

  private final Refunds refunds;
  private final Refunding refunding;
  private final Request request;
  private final Ids ids;
  private final InstantSource clock;
  private final Lists lists;

  RefundRoutes(
      Refunds refunds, Refunding refunding, Request request, Ids ids, InstantSource clock) {
    this.refunds = refunds;
    this.refunding = refunding;
    this.request = request;
    this.ids = ids;
    this.clock = clock;
    this.lists = new Lists(refunds.documents(), "refund", ALL);
  }

  List<Route> routes() {
    return List.of(
        Route.post(ALL, CREATE, this::create)
            .changing(call -> request.intent(call.tx(), call.params())),
        Route.get(
            ALL, "charge created ending_before limit payment_intent starting_after", this::list),
        Route.get(ONE, "", call -> Answer.ok(find(call).json())),
        Route.post(ONE, "metadata", this::update).changing(this::intentOf),
        Route.post(ONE + "/cancel", "", this::cancel).changing(this::intentOf));
  }

  private Answer create(Call call) {
    Params params = call.params();
    ObjectNode charge = request.charge(call.tx(), params);
    long amount = Request.amount(params, charge);
    Refund refund = Refund.of(ids.next("re_"), charge, amount, clock.instant().getEpochSecond());
    refund.json().put("reason", params.oneOf("reason", REASONS).orElse(null));
    Metadata.update(refund.json(), params);
    refunding.create(call.tx(), call.origin(), refund, charge);
    return Answer.ok(refund.json());
  }

  private Answer update(Call call) {
    Refund refund = find(call);
    Metadata.update(refund.json(), call.params());
    refunding.changed(call.tx(), call.origin(), refund);
    return Answer.ok(refund.json());
  }

  /** Only what waits for the shopper can be canceled, and no test method makes a refund wait so. */
  private Answer cancel(Call call) {
    throw find(call).refuses("cancel");
  }

  private Answer list(Call call) {
    List<Filter> filters =
        Stream.of("charge", "payment_intent")
            .flatMap(name -> call.params().given(name).map(id -> Filter.equal(name, id)).stream())
            .toList();
    return lists.page(call, filters, UnaryOperator.identity());
  }

  private Optional<String> intentOf(Call call) {
    return refunds
        .find(call.tx(), call.id())
        .map(refund -> refund.path("payment_intent").asString());
  }

  private Refund find(Call call) {
    return refunding.find(call.tx(), call.id());
  }
}
