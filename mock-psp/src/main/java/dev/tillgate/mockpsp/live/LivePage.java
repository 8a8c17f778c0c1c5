package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code /} and the pages it links to; they only show. */
final class LivePage {
  private final Database database;
  private final Overview overview;
  private final Details details;
  private final Pages pages;

  LivePage(Database database, Overview overview, Details details, Pages pages) {
    this.database = database;
    this.overview = overview;
    this.details = details;
    this.pages = pages;
  }

  void addTo(RoutesConfig http) {
    http.get("/", pages.page(this::show));
    http.get("/intents/{id}", pages.page(this::intent));
    http.get("/events/{id}", pages.page(this::event));
  }

  private void show(Context http) {
    pages.show(http, 200, "live", database.write(overview::of));
  }

  private void intent(Context http) {
    String id = http.pathParam("id");
    DetailView view =
        database
            .write(tx -> details.intent(tx, id))
            .orElseThrow(() -> ApiError.noSuch("payment_intent", id));
    pages.show(http, 200, "detail", view);
  }

  private void event(Context http) {
    String id = http.pathParam("id");
    DetailView view =
        database.write(tx -> details.event(tx, id)).orElseThrow(() -> ApiError.noSuch("event", id));
    pages.show(http, 200, "detail", view);
  }
}
