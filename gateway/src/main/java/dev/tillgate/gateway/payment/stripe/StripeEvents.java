package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.provider.EventsFrom;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * Reads Stripe's events oldest first (Stripe API reference, "List all events"): a page before an
 * event's place in the list holds those that came right after it. Stripe keeps events for 30 days.
 */
final class StripeEvents {
  /** What {@link StripeCallbacks} has a use for, or a person may ask for; Stripe takes 20 types. */
  private static final List<String> TYPES =
      List.of(
          "payment_intent.amount_capturable_updated",
          "payment_intent.canceled",
          "payment_intent.created",
          "payment_intent.partially_funded",
          "payment_intent.payment_failed",
          "payment_intent.processing",
          "payment_intent.requires_action",
          "payment_intent.succeeded",
          "charge.refunded",
          "charge.refund.updated",
          "charge.dispute.closed",
          "charge.dispute.created",
          "charge.dispute.funds_reinstated",
          "charge.dispute.funds_withdrawn",
          "charge.dispute.updated",
          "refund.created",
          "refund.failed",
          "refund.updated");

  private static final long CREATED_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  // A hundred thousand events: who has more of them waiting begins with the newest of those.
  private static final int PAGES_BACK_MAX = 1_000;

  private final StripeLists lists;

  StripeEvents(StripeLists lists) {
    this.lists = lists;
  }

  PspAnswer<EventPage> read(EventsFrom from) {
    return switch (from) {
      case EventsFrom.After(String id) -> after(id);
      case EventsFrom.Since(Instant time) -> since(time);
    };
  }

  private PspAnswer<EventPage> after(String id) {
    return lists
        .page(events().addQueryParameter("ending_before", id))
        .then(page -> new PspAnswer.Told<>(oldestFirst(page, page.more())));
  }

  /** The last event before the time is as good as a cursor; only a young account has none. */
  private PspAnswer<EventPage> since(Instant time) {
    HttpUrl.Builder lastBefore =
        events()
            .setQueryParameter("limit", "1")
            .addQueryParameter("created[lt]", StripeLists.seconds(time));
    return lists
        .page(lastBefore)
        .then(page -> page.newest().map(this::after).orElseGet(() -> oldestSince(time)));
  }

  /** Walks back to where the time begins; the pages on the way are read again on the way on. */
  private PspAnswer<EventPage> oldestSince(Instant time) {
    PspAnswer<StripePage> page = lists.page(since(time, Optional.empty()));
    int pages = 1;
    while (older(page).isPresent() && pages < PAGES_BACK_MAX) {
      page = lists.page(since(time, older(page)));
      pages++;
    }
    boolean more = pages > 1;
    return page.then(oldest -> new PspAnswer.Told<>(oldestFirst(oldest, more)));
  }

  private static Optional<String> older(PspAnswer<StripePage> answer) {
    return answer instanceof PspAnswer.Told<StripePage>(StripePage page) && page.more()
        ? page.oldest()
        : Optional.empty();
  }

  private HttpUrl.Builder since(Instant time, Optional<String> after) {
    HttpUrl.Builder url = events().addQueryParameter("created[gte]", StripeLists.seconds(time));
    after.ifPresent(id -> url.addQueryParameter("starting_after", id));
    return url;
  }

  private HttpUrl.Builder events() {
    HttpUrl.Builder url = lists.list("events");
    TYPES.forEach(type -> url.addQueryParameter("types[]", type));
    return url;
  }

  private static EventPage oldestFirst(StripePage page, boolean more) {
    return new EventPage(page.data().reversed().stream().map(StripeEvents::event).toList(), more);
  }

  private static EventPage.Event event(JsonNode node) {
    Optional<EventPage.Mark> mark =
        StripePage.id(node)
            .flatMap(id -> created(node).map(created -> new EventPage.Mark(id, created)));
    return new EventPage.Event(mark, Json.bytes(node));
  }

  private static Optional<Instant> created(JsonNode node) {
    JsonNode created = node.path("created");
    return created.isIntegralNumber() && created.canConvertToLong()
        ? Optional.of(created.longValue())
            .filter(seconds -> seconds >= 0 && seconds <= CREATED_MAX)
            .map(Instant::ofEpochSecond)
        : Optional.empty();
  }
}
