package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.callback.Attempts;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** The page at {@code /} with all that belongs to it. */
public final class Live {
  private final Database database;
  private final Overview overview;
  private final Attempts attempts;

  public Live(Database database, Overview overview, Attempts attempts) {
    this.database = database;
    this.overview = overview;
    this.attempts = attempts;
  }

  /** Adds the pages; without buttons they only show. */
  public void addTo(RoutesConfig http, Pages pages, Optional<Buttons> buttons) {
    new LivePage(database, overview, new Details(overview, attempts), pages).addTo(http);
    buttons.ifPresent(present -> present.addTo(http, pages));
  }
}
