package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;

/** The page a session's {@code url} leads to, where the shopper gives a card. */
final class CheckoutPage {
  static final String PATH = "/c/pay/";
  static final String RETURN = "/return";

  private static final int UNPROCESSABLE = 422;
  private static final int PAYMENT_REQUIRED = 402;

  private final Database database;
  private final Till till;
  private final Pages pages;

  CheckoutPage(Database database, Till till, Pages pages) {
    this.database = database;
    this.till = till;
    this.pages = pages;
  }

  void addTo(RoutesConfig http) {
    http.get(PATH + "{id}", pages.page(ctx -> show(ctx, 200, CardForm.empty(""), Map.of())));
    http.post(PATH + "{id}", pages.form(this::press));
    http.get(PATH + "{id}" + RETURN, pages.page(this::comeBack));
  }

  private void show(Context http, int status, CardForm typed, Map<String, String> errors) {
    CheckoutView view = database.write(tx -> till.view(tx, http.pathParam("id"), typed, errors));
    pages.show(http, status, "checkout", view);
  }

  private void press(Context http) {
    CardForm form = form(http);
    String id = http.pathParam("id");
    Outcome outcome = database.write(tx -> till.press(tx, Pages.originOf(http), id, form));
    switch (outcome) {
      case Outcome.GoTo(String url) -> http.redirect(url, HttpStatus.SEE_OTHER);
      case Outcome.Wrong(Map<String, String> errors) -> show(http, UNPROCESSABLE, form, errors);
      case Outcome.NotPaid() -> show(http, PAYMENT_REQUIRED, form, Map.of());
    }
  }

  /** From the bank's page: on to the shop when it is paid, else to the form again. */
  private void comeBack(Context http) {
    String id = http.pathParam("id");
    Outcome outcome = database.write(tx -> till.present(tx, till.find(tx, id)));
    http.redirect(
        outcome instanceof Outcome.GoTo(String url) ? url : PATH + id, HttpStatus.SEE_OTHER);
  }

  private static CardForm form(Context http) {
    return new CardForm(
        field(http, "email"),
        field(http, "name"),
        field(http, "number"),
        field(http, "expiry"),
        field(http, "cvc"),
        press(field(http, "press")));
  }

  private static String field(Context http, String name) {
    return Optional.ofNullable(http.formParam(name)).orElse("").strip();
  }

  /** Anything else than a number is no press that the page could have made. */
  private static long press(String text) {
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
  }
}
