package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.platform.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Stripe's lists of payment intents and charges, page by page (Stripe API reference, "Pagination").
 */
public final class StripeBooks implements ProviderBooks {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int PAGE_BYTES_MAX = 16 << 20;
  private static final int PAGE = 100;

  // Their clock and ours need not agree, and an intent is made soon after its order.
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  // One connection for all pages, let go soon after: nobody closes a look at some books.
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .callTimeout(TIMEOUT)
          .followRedirects(false)
          .connectionPool(new ConnectionPool(1, 1, TimeUnit.SECONDS))
          .build();
  private final HttpUrl api;
  private final String key;

  /**
   * The books of one account.
   *
   * @param url where the API is, without {@code /v1}
   * @param key its secret key; never printed
   */
  public StripeBooks(URI url, String key) {
    HttpUrl parsed = HttpUrl.parse(url.toString());
    if (parsed == null) {
      throw new IllegalArgumentException("--psp-url must be an http(s) URL");
    }
    // It becomes a header; OkHttp would complain with the key in its words.
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("--psp-key is visible ASCII without spaces");
    }
    this.api = parsed;
    this.key = key;
  }

  @Override
  public List<ProviderIntent> since(Instant from) {
    Instant margin = from.minus(CLOCKS_APART);
    Map<String, JsonNode> intents = new HashMap<>();
    each("payment_intents", margin, intent -> intents.put(text(intent, "id"), intent));
    // After the intents, so that the money of each is at least as new as it.
    Map<String, Long> kept = new HashMap<>();
    each(
        "charges",
        margin,
        charge -> kept.merge(text(charge, "payment_intent"), kept(charge), Long::sum));
    Map<String, List<ProviderIntent.Returned>> refunds = new HashMap<>();
    each(
        "refunds",
        margin,
        refund ->
            refunds
                .computeIfAbsent(text(refund, "payment_intent"), id -> new ArrayList<>())
                .add(returned(refund)));
    return intents.entrySet().stream()
        .map(entry ->
            intent(
                entry.getValue(),
                kept.getOrDefault(entry.getKey(), 0L),
                refunds.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  @Override
  public List<ProviderNotice> delivered(Instant from) {
    List<ProviderNotice> notices = new ArrayList<>();
    // Stripe API reference, "List all events": delivery_success, whether all webhooks got it.
    each("events", from, "delivery_success", event -> notices.add(notice(event)));
    return notices;
  }

  private static ProviderNotice notice(JsonNode event) {
    JsonNode object = event.at("/data/object");
    String intent = text(object, "payment_intent");
    return new ProviderNotice(
        text(event, "id"), text(event, "type"), intent.isEmpty() ? text(object, "id") : intent);
  }

  private static ProviderIntent intent(
      JsonNode intent, long keptMinor, List<ProviderIntent.Returned> refunds) {
    return new ProviderIntent(
        text(intent, "id"),
        metadata(intent, "order_id"),
        metadata(intent, "payment_id"),
        keptMinor,
        refunds);
  }

  private static ProviderIntent.Returned returned(JsonNode refund) {
    String status = text(refund, "status");
    return new ProviderIntent.Returned(
        text(refund, "id"),
        refund.path("amount").asLong(0),
        status.equals("requires_action") ? "pending" : status);
  }

  private static Optional<String> metadata(JsonNode intent, String name) {
    return Optional.of(intent.path("metadata").path(name).asString(""))
        .filter(text -> !text.isEmpty());
  }

  private static long kept(JsonNode charge) {
    return charge.path("amount_captured").asLong(0) - charge.path("amount_refunded").asLong(0);
  }

  private static String text(JsonNode object, String name) {
    return object.path(name).asString("");
  }

  private void each(String list, Instant from, Consumer<JsonNode> consumer) {
    each(list, from, "", consumer);
  }

  /**
   * @param flag a parameter that must be true; empty for none
   */
  private void each(String list, Instant from, String flag, Consumer<JsonNode> consumer) {
    HttpUrl.Builder url =
        api.newBuilder()
            .addPathSegments("v1/" + list)
            .addQueryParameter("limit", Integer.toString(PAGE))
            .addQueryParameter("created[gte]", Long.toString(from.getEpochSecond()));
    if (!flag.isEmpty()) {
      url.addQueryParameter(flag, "true");
    }
    each(url.build(), consumer);
  }

  private void each(HttpUrl list, Consumer<JsonNode> consumer) {
    String last = "";
    boolean more = true;
    while (more) {
      JsonNode page = page(list, last);
      page.path("data").forEach(consumer);
      last = text(page.at("/data/" + (page.path("data").size() - 1)), "id");
      more = page.path("has_more").asBoolean(false) && !last.isEmpty();
    }
  }

  private JsonNode page(HttpUrl list, String after) {
    HttpUrl url =
        after.isEmpty()
            ? list
            : list.newBuilder().addQueryParameter("starting_after", after).build();
    Request request =
        new Request.Builder()
            .url(url)
            .header("Authorization", "Bearer " + key)
            .header("User-Agent", "Tillgate")
            .build();
    try (Response response = client.newCall(request).execute()) {
      return read(response);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the provider at " + api + " does not say what it has: " + e.getMessage(), e);
    }
  }

  private static JsonNode read(Response response) throws IOException {
    byte[] body = response.body().byteStream().readNBytes(PAGE_BYTES_MAX);
    if (!response.isSuccessful()) {
      throw new IOException("it answers " + response.code());
    }
    try {
      return Json.parse(body);
    } catch (JacksonException notJson) {
      throw new IOException("its answer is not JSON", notJson);
    }
  }
}
