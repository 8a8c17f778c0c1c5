package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bank's page of 3-D Secure: two buttons, then back to the shop. */
final class AuthenticationPage {
  private static final String PATH = "/authenticate/";

  private final Database database;
  private final Shopper shopper;
  private final Pages pages;

  AuthenticationPage(Database database, Shopper shopper, Pages pages) {
    this.database = database;
    this.shopper = shopper;
    this.pages = pages;
  }

  static String url(Payments.Work work) {
    return work.origin().baseUrl() + PATH + work.intent().id();
  }

  void addTo(RoutesConfig http) {
    http.get(PATH + "{id}", pages.page(this::show));
    http.post(PATH + "{id}", pages.form(this::decide));
  }

  private void show(Context http) {
    show(http, database.write(tx -> shopper.find(tx, http.pathParam("id"))));
  }

  private void show(Context http, PaymentIntent intent) {
    pages.show(http, 200, "authenticate", AuthenticationView.of(intent));
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
      show(http, intent);
    }
  }

  /** As Stripe does, the shop is told which payment came back and how. */
  private static String withResult(String returnUrl, PaymentIntent intent) {
    boolean failed = intent.status() == IntentStatus.REQUIRES_PAYMENT_METHOD;
    int end = returnUrl.indexOf('#') < 0 ? returnUrl.length() : returnUrl.indexOf('#');
    String address = returnUrl.substring(0, end);
    return address
        + (address.contains("?") ? "&" : "?")
        + "payment_intent="
        + escapedQuery(intent.id())
        + "&payment_intent_client_secret="
        + escapedQuery(intent.json().path("client_secret").asString())
        + "&redirect_status="
        + (failed ? "failed" : "succeeded")
        + returnUrl.substring(end);
  }

  private static String escapedQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
