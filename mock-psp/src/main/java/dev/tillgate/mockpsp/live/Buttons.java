package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.control.TimeAndReset;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.intent.Shopper;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the page's buttons post to: the fault plane for a person. Each does its work and leads back
 * to the page, so that reloading repeats nothing.
 */
public final class Buttons {
  private static final String INTENT = "/live/intents/{id}";

  private final Database database;
  private final Shopper shopper;
  private final Events events;
  private final TimeAndReset time;
  private final FaultButtons faults;

  public Buttons(
      Database database, Shopper shopper, Events events, TimeAndReset time, FaultButtons faults) {
    this.database = database;
    this.shopper = shopper;
    this.events = events;
    this.time = time;
    this.faults = faults;
  }

  /** What one button does, before it leads back. */
  @FunctionalInterface
  private interface Press {
    void apply(Context http);
  }

  void addTo(RoutesConfig http, Pages pages) {
    add(http, pages, INTENT + "/authenticate", this::authenticate);
    add(http, pages, INTENT + "/settle", this::settle);
    add(http, pages, "/live/events/{id}/resend", this::resend);
    add(http, pages, "/live/clock", this::advance);
    add(http, pages, "/live/reset", ctx -> time.reset());
    add(http, pages, "/live/faults", faults::add);
    add(http, pages, "/live/callbacks", faults::begin);
    add(http, pages, "/live/faults/{id}/delete", faults::remove);
  }

  private static void add(RoutesConfig http, Pages pages, String path, Press press) {
    http.post(
        path,
        pages.form(ctx -> {
          press.apply(ctx);
          ctx.redirect("/", HttpStatus.SEE_OTHER);
        }));
  }

  private void authenticate(Context http) {
    ObjectNode unused =
        database.write(tx -> shopper.authenticate(tx, http.pathParam("id"), succeeds(http)));
  }

  private void settle(Context http) {
    ObjectNode unused =
        database.write(tx -> shopper.settle(tx, http.pathParam("id"), succeeds(http)));
  }

  private static boolean succeeds(Context http) {
    return "succeed".equals(http.formParam("result"));
  }

  private void resend(Context http) {
    int unused = database.write(tx -> events.resend(tx, http.pathParam("id")));
  }

  private void advance(Context http) {
    time.advance(String.valueOf(http.formParam("advance")));
  }
}
