package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.CurrencyCode;
import dev.tillgate.mockpsp.http.Metadata;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.WebAddress;
import dev.tillgate.mockpsp.store.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reads the parameters that describe a Checkout Session into its document. */
final class SessionDraft {
  /** Where {@code success_url} gets the session's id. */
  static final String ID_IN_URL = "{CHECKOUT_SESSION_ID}";

  /** In minor units, as for an intent. */
  static final long LARGEST_AMOUNT = 99_999_999;

  private static final Duration SHORTEST = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final List<String> PLAIN_TEXTS =
      List.of(
          "client_reference_id",
          "customer",
          "customer_account",
          "customer_email",
          "integration_identifier",
          "locale",
          "origin_context");

  private SessionDraft() {}

  /**
   * @param page where hosted pages are; the session's id is added
   */
  static CheckoutSession of(Call call, List<LineItem> items, Ids ids, Instant now, String page) {
    Params params = call.params();
    checkMode(params);
    ObjectNode json = SessionDocument.blank(ids, now);
    json.put("url", call.origin().baseUrl() + page + json.path("id").asString());
    json.put("expires_at", expiresAt(params, now).getEpochSecond());
    json.put("success_url", successUrl(params));
    WebAddress.in(params, "cancel_url").ifPresent(url -> json.put("cancel_url", url));
    amounts(json, params, items);
    texts(json, params);
    types(json, params);
    Metadata.update(json, params);
    return new CheckoutSession(json);
  }

  private static void checkMode(Params params) {
    String mode = params.given("mode").orElseThrow(() -> ApiError.missingParameter("mode"));
    if (!mode.equals("payment")) {
      throw ApiError.invalid(
          "mock-psp has Checkout in `payment` mode only, not in `" + mode + "` mode.",
          "mode",
          null);
    }
    String shown = params.given("ui_mode").orElse("hosted_page");
    if (!shown.equals("hosted_page")) {
      throw ApiError.invalid(
          "mock-psp has the `hosted_page` ui_mode only, not `" + shown + "`.", "ui_mode", null);
    }
    CheckoutParameters.NOT_HERE.forEach((name, why) -> refuseGroup(params, name, why));
    if (params.group("automatic_tax").flag("enabled").orElse(false)) {
      throw ApiError.invalid("mock-psp computes no taxes.", "automatic_tax[enabled]", null);
    }
  }

  private static void refuseGroup(Params params, String name, String why) {
    if (!params.group(name).names().isEmpty()) {
      throw ApiError.invalid(why, name, null);
    }
  }

  /** Within Stripe's bounds; a day when nothing is sent. */
  private static Instant expiresAt(Params params, Instant now) {
    Instant latest = now.plus(LONGEST);
    if (params.integer("expires_at").isEmpty()) {
      return latest;
    }
    Instant wanted = Instant.ofEpochSecond(params.integer("expires_at").getAsLong());
    // Whole seconds on the wire: half an hour from now, cut to the second, must do.
    if (wanted.plusSeconds(1).isBefore(now.plus(SHORTEST)) || wanted.isAfter(latest)) {
      throw ApiError.invalid(
          "The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from"
              + " Checkout Session creation.",
          "expires_at",
          null);
    }
    return wanted;
  }

  private static String successUrl(Params params) {
    String url =
        params.given("success_url").orElseThrow(() -> ApiError.missingParameter("success_url"));
    if (!WebAddress.isWebAddress(url.replace(ID_IN_URL, "cs"))) {
      throw ApiError.invalid(
          "Invalid URL: an absolute http or https URL is needed.", "success_url", "url_invalid");
    }
    return url;
  }

  private static void amounts(ObjectNode json, Params params, List<LineItem> items) {
    String currency = items.getFirst().currency();
    if (items.stream().anyMatch(item -> !item.currency().equals(currency))) {
      throw ApiError.invalid("All line items must have the same currency.", "line_items", null);
    }
    CurrencyCode.in(params, "currency")
        .filter(code -> !code.equals(currency))
        .ifPresent(code -> {
          throw ApiError.invalid("The line items are in " + currency + ".", "currency", null);
        });
    long total = items.stream().mapToLong(LineItem::amount).sum();
    if (total < 1 || total > LARGEST_AMOUNT) {
      throw ApiError.invalid(
          "The total of a Checkout Session must be between 1 and " + LARGEST_AMOUNT + " here.",
          "line_items",
          null);
    }
    json.put("amount_subtotal", total).put("amount_total", total).put("currency", currency);
    json.putObject("total_details")
        .put("amount_discount", 0)
        .put("amount_shipping", 0)
        .put("amount_tax", 0);
  }

  private static void texts(ObjectNode json, Params params) {
    PLAIN_TEXTS.forEach(name -> params.given(name).ifPresent(text -> json.put(name, text)));
    params
        .given("customer_email")
        .ifPresent(email -> json.set("customer_details", SessionDocument.customer(email, null)));
    word(json, params, "submit_type", "auto", "book", "donate", "pay", "subscribe");
    word(json, params, "billing_address_collection", "auto", "required");
    word(json, params, "customer_creation", "always", "if_required");
    params
        .flag("allow_promotion_codes")
        .ifPresent(allowed -> json.put("allow_promotion_codes", allowed));
  }

  private static void word(ObjectNode json, Params params, String name, String... words) {
    params.oneOf(name, words).ifPresent(word -> json.put(name, word));
  }

  /** The page takes cards, so a session that takes none could never be paid. */
  private static void types(ObjectNode json, Params params) {
    List<String> types = params.texts("payment_method_types");
    if (!types.isEmpty() && !types.contains("card")) {
      throw ApiError.invalid(
          "mock-psp's Checkout page takes cards only: add `card`.", "payment_method_types", null);
    }
    (types.isEmpty() ? List.of("card") : types).forEach(json.putArray("payment_method_types")::add);
  }
}
