package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.control.MockClock;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.fault.Faults;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import io.javalin.config.RoutesConfig;
import java.util.Optional;

/** The page at {@code /} with all that belongs to it. */
public final class Live {
  private final Database database;
  private final Events events;
  private final Faults faults;
  private final MockClock clock;

  public Live(Database database, Events events, Faults faults, MockClock clock) {
    this.database = database;
    this.events = events;
    this.faults = faults;
    this.clock = clock;
  }

  /** Adds the pages; without buttons they only show. */
  public void addTo(RoutesConfig http, Pages pages, Optional<Buttons> buttons) {
    Overview overview = new Overview(events, faults, clock, buttons.isPresent());
    new LivePage(database, overview, new Details(overview), pages).addTo(http);
    buttons.ifPresent(present -> present.addTo(http, pages));
  }
}
