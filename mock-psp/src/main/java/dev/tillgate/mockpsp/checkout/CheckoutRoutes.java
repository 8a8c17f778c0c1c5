package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Metadata;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.intent.HostedPayments;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Listing;
import dev.tillgate.mockpsp.store.Page;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/checkout/sessions}. As in Stripe's API since 2022-08-01 a session has no intent before
 * its shopper confirms: <a
 * href="https://docs.stripe.com/changelog/2022-08-01/deferred-paymentintent-checkout-session">the
 * changelog</a>.
 */
final class CheckoutRoutes {
  private static final String LINE_ITEMS = "line_items";

  private static final String ALL = "/v1/checkout/sessions";
  private static final String ONE = ALL + "/{id}";
  private static final int MOST_ITEMS = 100;
  private static final int ITEMS_SHOWN = 10;

  /** The parameter of a list, and the column it looks at. */
  private static final Map<String, String> FILTERS =
      Map.of("payment_intent", "payment_intent", "status", "status", "customer", "customer");

  /** What no session here has: whoever lists by it gets nothing. */
  private static final Set<String> NEVER =
      Set.of("payment_link", "subscription", "customer_account");

  private final Sessions sessions;
  private final HostedPayments payments;
  private final Lists lists;
  private final Ids ids;
  private final InstantSource clock;

  CheckoutRoutes(Sessions sessions, HostedPayments payments, Ids ids, InstantSource clock) {
    this.sessions = sessions;
    this.payments = payments;
    this.lists = new Lists(sessions.documents(), "checkout.session", ALL);
    this.ids = ids;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post(ALL, CheckoutParameters.CREATE, this::create),
        Route.get(ALL, CheckoutParameters.LIST, this::list),
        Route.get(ONE, "", call -> Answer.ok(find(call).json())),
        Route.post(ONE, CheckoutParameters.UPDATE, this::update),
        Route.post(ONE + "/expire", "", this::expire),
        Route.get(ONE + "/line_items", "ending_before limit starting_after", this::items));
  }

  private Answer create(Call call) {
    Instant now = clock.instant();
    List<Params> sent = itemsSent(call.params());
    List<LineItem> bought = sent.stream().map(LineItem::read).toList();
    CheckoutSession session = SessionDraft.of(call, bought, ids, now, CheckoutPage.PATH);
    ObjectNode intent = intent(call.params(), session);
    List<ObjectNode> items = new ArrayList<>();
    for (int i = 0; i < bought.size(); i++) {
      items.add(bought.get(i).json(ids, now, sent.get(i)));
    }
    sessions.add(call.tx(), session, intent);
    sessions.addItems(call.tx(), session, bought, items);
    return Answer.ok(session.json());
  }

  private static List<Params> itemsSent(Params params) {
    Params group = params.group(LINE_ITEMS);
    List<Params> sent = group.names().stream().map(group::group).toList();
    if (sent.isEmpty()) {
      throw ApiError.missingParameter(LINE_ITEMS);
    }
    if (sent.size() > MOST_ITEMS) {
      throw ApiError.invalid("You can have up to " + MOST_ITEMS + " line items.", LINE_ITEMS, null);
    }
    return sent;
  }

  private ObjectNode intent(Params params, CheckoutSession session) {
    Params data = params.group("payment_intent_data");
    for (String name : data.names()) {
      if (!CheckoutParameters.INTENT_DATA.contains(name)) {
        throw ApiError.unknownParameter(data.name(name));
      }
    }
    ObjectNode intent = payments.draft(data, session.amount(), session.currency());
    session.setCustomerOf(intent);
    return intent;
  }

  private Answer list(Call call) {
    Params params = call.params();
    List<Filter> filters = new ArrayList<>();
    FILTERS.forEach((name, column) ->
        params.given(name).ifPresent(value -> filters.add(Filter.equal(column, value))));
    params
        .group("customer_details")
        .given("email")
        .ifPresent(email -> filters.add(Filter.equal("email", email)));
    if (NEVER.stream().anyMatch(name -> params.given(name).isPresent())) {
      filters.add(Filter.NOTHING);
    }
    return lists.page(call, filters, UnaryOperator.identity());
  }

  private Answer update(Call call) {
    CheckoutSession session = find(call);
    if (call.params().has(LINE_ITEMS)) {
      throw ApiError.invalid(
          "The permissions of this Session do not let you change its line items.",
          LINE_ITEMS,
          null);
    }
    Metadata.update(session.json(), call.params());
    sessions.save(call.tx(), session);
    return Answer.ok(session.json());
  }

  private Answer expire(Call call) {
    CheckoutSession session = find(call);
    if (!session.isOpen()) {
      throw ApiError.invalid(
          "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session"
              + " has a status of `"
              + session.status().wire()
              + "`.",
          null,
          null);
    }
    end(call.tx(), call.origin(), session);
    return Answer.ok(session.json());
  }

  /** Expires it, and cancels the intent of a payment that did not come off. */
  void end(Tx tx, Origin origin, CheckoutSession session) {
    sessions.expire(tx, origin, session);
    String intent = session.intent();
    if (intent != null) {
      payments.giveUp(tx, origin, intent);
    }
  }

  private Answer items(Call call) {
    find(call);
    return new Lists(sessions.items(), "item", urlOfItems(call.id()))
        .page(call, List.of(Filter.equal("session", call.id())), UnaryOperator.identity());
  }

  /** The list behind {@code expand[]=line_items}, by the session's id. */
  ObjectNode firstItems(Tx tx, String session) {
    Listing listing =
        sessions
            .items()
            .list(tx, new Page(ITEMS_SHOWN, null, null), List.of(Filter.equal("session", session)));
    ObjectNode list = Json.object().put("object", "list").put("has_more", listing.hasMore());
    ArrayNode data = list.put("url", urlOfItems(session)).putArray("data");
    listing.documents().forEach(data::add);
    return list;
  }

  private static String urlOfItems(String session) {
    return ALL + "/" + session + "/line_items";
  }

  private CheckoutSession find(Call call) {
    return sessions
        .find(call.tx(), call.id())
        .orElseThrow(() -> ApiError.noSuch("checkout.session", call.id()));
  }
}
