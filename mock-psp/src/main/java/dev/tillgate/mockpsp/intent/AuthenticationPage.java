package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** The bank's page of 3-D Secure, as plain as possible: two buttons, then back to the shop. */
final class AuthenticationPage {
  private static final String PATH = "/authenticate/";
  private static final String BUTTONS =
      """
      <form method="post">
      <button name="result" value="succeed">Complete</button>
      <button name="result" value="fail">Fail</button>
      </form>
      """;

  private final Database database;
  private final Shopper shopper;

  AuthenticationPage(Database database, Shopper shopper) {
    this.database = database;
    this.shopper = shopper;
  }

  static String url(Payments.Work work) {
    return work.origin().baseUrl() + PATH + work.intent().id();
  }

  void addTo(RoutesConfig http) {
    http.get(PATH + "{id}", ctx -> orRefuse(ctx, this::show));
    http.post(PATH + "{id}", ctx -> orRefuse(ctx, this::decide));
  }

  /** A person reads this, so a refusal is a page as well. */
  private static void orRefuse(Context http, Consumer<Context> action) {
    try {
      action.accept(http);
    } catch (ApiError refusal) {
      page(http, refusal.status(), "Not possible", String.valueOf(refusal.getMessage()), "");
    }
  }

  private void show(Context http) {
    PaymentIntent intent = database.write(tx -> shopper.find(tx, http.pathParam("id")));
    String what =
        "Payment %s of %d %s (minor units), which is %s."
            .formatted(
                intent.id(),
                intent.amount(),
                intent.json().path("currency").asString(),
                intent.status().wire());
    boolean waiting = intent.status() == IntentStatus.REQUIRES_ACTION;
    page(http, 200, "Authenticate this payment", what, waiting ? BUTTONS : "");
  }

  private void decide(Context http) {
    String id = http.pathParam("id");
    boolean success = "succeed".equals(http.formParam("result"));
    Optional<String> back =
        database.write(tx -> Optional.ofNullable(shopper.find(tx, id).returnUrl()));
    PaymentIntent intent =
        new PaymentIntent(database.write(tx -> shopper.authenticate(tx, id, success)));
    if (back.isPresent()) {
      http.redirect(withResult(back.get(), intent), HttpStatus.SEE_OTHER);
    } else {
      page(http, 200, "Done", "The payment is now " + intent.status().wire() + ".", "");
    }
  }

  /** As Stripe does, the shop is told which payment came back and how. */
  private static String withResult(String returnUrl, PaymentIntent intent) {
    boolean failed = intent.status() == IntentStatus.REQUIRES_PAYMENT_METHOD;
    return returnUrl
        + (returnUrl.contains("?") ? "&" : "?")
        + "payment_intent="
        + escapedQuery(intent.id())
        + "&payment_intent_client_secret="
        + escapedQuery(intent.json().path("client_secret").asString())
        + "&redirect_status="
        + (failed ? "failed" : "succeeded");
  }

  private static String escapedQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void page(Context http, int status, String title, String text, String form) {
    http.status(status)
        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .html(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>mock-psp: authenticate</title>
            <meta name="viewport" content="width=device-width">
            <style>body{font:1.1rem system-ui;max-width:28rem;margin:3rem auto;padding:0 1rem}
            button{font:inherit;padding:.6rem 1.2rem;margin-right:1rem}</style></head>
            <body><h1>%s</h1><p>%s</p>%s</body></html>
            """
                .formatted(escaped(title), escaped(text), form));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
