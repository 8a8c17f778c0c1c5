package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.provider.IntentPage;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;

/** Reads Stripe's lists, a page at a time. Thread-safe. */
final class StripeLists {
  /** Stripe's largest page. */
  private static final int PAGE_MAX = 100;

  // A page of intents with all the metadata they may carry is some megabytes.
  private static final int PAGE_BYTES_MAX = 16 << 20;

  private final StripeRequests requests;
  private final StripeConnection connection;

  StripeLists(StripeRequests requests, StripeConnection connection) {
    this.requests = requests;
    this.connection = connection;
  }

  /** The intents made within a time, newest first. */
  PspAnswer<IntentPage> intents(IntentPage.Query query) {
    HttpUrl.Builder url =
        list("payment_intents")
            .addQueryParameter("created[gte]", seconds(query.from()))
            .addQueryParameter("created[lte]", seconds(query.to()));
    query.page().ifPresent(last -> url.addQueryParameter("starting_after", last));
    return exchange(url, StripeLists::intents);
  }

  /** The address of a list, to be narrowed. */
  HttpUrl.Builder list(String name) {
    return requests.url(name).newBuilder().addQueryParameter("limit", Integer.toString(PAGE_MAX));
  }

  PspAnswer<StripePage> page(HttpUrl.Builder url) {
    return exchange(url, StripePage::parse);
  }

  static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private <T> PspAnswer<T> exchange(HttpUrl.Builder url, Function<StripeObject, T> parse) {
    return connection.exchange(
        requests.get(url.build()), PAGE_BYTES_MAX, reply -> StripeAnswers.object(reply, parse));
  }

  /** One that cannot be read makes the page unreadable: it might be the one looked for. */
  private static IntentPage intents(StripeObject list) {
    StripePage page = StripePage.parse(list);
    Optional<String> next = page.more() ? page.oldest() : Optional.empty();
    return new IntentPage(page.data().stream().map(StripeIntents::parse).toList(), next);
  }
}
