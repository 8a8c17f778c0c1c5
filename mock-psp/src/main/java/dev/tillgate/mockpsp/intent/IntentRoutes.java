package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code /v1/payment_intents}: what a caller may do before and besides confirming. */
final class IntentRoutes {
  private static final String ALL = "/v1/payment_intents";
  private static final String ONE = ALL + "/{id}";
  private static final String[] REASONS = {
    "abandoned", "duplicate", "fraudulent", "requested_by_customer"
  };

  private final Intents intents;
  private final Confirmation confirmation;
  private final Payments payments;
  private final Lists lists;
  private final Ids ids;
  private final InstantSource clock;

  IntentRoutes(
      Intents intents, Confirmation confirmation, Payments payments, Ids ids, InstantSource clock) {
    this.intents = intents;
    this.confirmation = confirmation;
    this.payments = payments;
    this.lists = new Lists(intents.documents(), "payment_intent", ALL);
    this.ids = ids;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post(ALL, IntentParameters.CREATE, this::create),
        Route.get(
            ALL,
            "created customer customer_account ending_before limit starting_after",
            this::list),
        Route.get(ONE, "client_secret", call -> Answer.ok(find(call).json())),
        Route.post(ONE, IntentParameters.UPDATE, this::update),
        Route.post(
            ONE + "/confirm",
            IntentParameters.CONFIRM,
            call -> confirmation.confirm(call, find(call))),
        Route.post(
            ONE + "/capture",
            IntentParameters.CAPTURE,
            call -> confirmation.capture(call, find(call))),
        Route.post(ONE + "/cancel", "cancellation_reason", this::cancel));
  }

  private Answer create(Call call) {
    PaymentIntent intent = IntentDraft.of(call.params(), ids, clock.instant());
    boolean confirmed = call.params().flag("confirm").orElse(false);
    confirmation.method(call, intent).ifPresent(intent::attach);
    if (confirmed) {
      // Before anything is stored, so that a call which cannot be confirmed leaves nothing behind.
      confirmation.check(call, intent);
    }
    payments.create(call.tx(), call.origin(), intent);
    return confirmed ? confirmation.confirm(call, intent) : unchanged(intent);
  }

  private Answer list(Call call) {
    List<Filter> filters = new ArrayList<>();
    call.params().given("customer").ifPresent(id -> filters.add(Filter.equal("customer", id)));
    // Nobody has such an account here: whoever lists by it gets nothing.
    call.params().given("customer_account").ifPresent(id -> filters.add(Filter.NOTHING));
    return lists.page(call, filters, UnaryOperator.identity());
  }

  private Answer update(Call call) {
    PaymentIntent intent = find(call);
    boolean changesPayment =
        call.params().names().stream().anyMatch(IntentParameters.OPEN_ONLY::contains);
    if (changesPayment && !intent.status().isOpen()) {
      throw intent.refuses("update");
    }
    IntentDraft.apply(call.params(), intent.json());
    confirmation.method(call, intent).ifPresent(intent::attach);
    intents.save(call.tx(), intent);
    return unchanged(intent);
  }

  private Answer cancel(Call call) {
    PaymentIntent intent = find(call);
    String reason = call.params().oneOf("cancellation_reason", REASONS).orElse(null);
    if (!intent.status().mayBecome(IntentStatus.CANCELED)) {
      throw intent.refuses("cancel");
    }
    payments.cancel(call.tx(), call.origin(), intent, reason);
    return unchanged(intent);
  }

  private PaymentIntent find(Call call) {
    return intents
        .find(call.tx(), call.id())
        .map(PaymentIntent::new)
        .orElseThrow(() -> ApiError.noSuch("payment_intent", call.id()));
  }

  /** No money moved in this call. */
  private static Answer unchanged(PaymentIntent intent) {
    return Answer.ok(intent.json());
  }
}
