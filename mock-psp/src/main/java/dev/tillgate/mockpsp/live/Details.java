package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.callback.Attempt;
import dev.tillgate.mockpsp.callback.Attempts;
import dev.tillgate.mockpsp.callback.Callbacks;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.live.DetailView.Step;
import dev.tillgate.mockpsp.live.LiveView.CallbackRow;
import dev.tillgate.mockpsp.page.Fact;
import dev.tillgate.mockpsp.page.Money;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads what the pages of one intent and one event show. */
final class Details {
  /** Events are not found by their object, so only the last ones are looked through. */
  private static final int LOOKED_THROUGH = 2000;

  private static final int ATTEMPTS_LOOKED_THROUGH = 1000;

  private final Overview overview;
  private final Attempts attempts;

  Details(Overview overview, Attempts attempts) {
    this.overview = overview;
    this.attempts = attempts;
  }

  Optional<DetailView> intent(Tx tx, String id) {
    return tx.find(Intents.TABLE, id)
        .map(row -> {
          ObjectNode json = row.document();
          List<Fact> facts =
              List.of(
                  new Fact("Status", json.path("status").asString()),
                  new Fact(
                      "Amount",
                      Money.text(json.path("amount").asLong(), json.path("currency").asString())),
                  new Fact("Created", time(row)));
          return new DetailView(
              "Payment intent",
              id,
              facts,
              "What happened",
              eventsOf(tx, id),
              json.toPrettyString());
        });
  }

  Optional<DetailView> event(Tx tx, String id) {
    return tx.find(Events.TABLE, id)
        .map(row -> {
          ObjectNode json = row.document();
          List<Fact> facts =
              List.of(
                  new Fact("Type", row.text("type")),
                  new Fact("About", json.at("/data/object/id").asString()),
                  new Fact("Created", time(row)));
          List<Step> callbacks = new ArrayList<>(attempts(id));
          tx.select(Callbacks.DELIVERIES, Query.all(Filter.equal("event", id)))
              .forEach(delivery -> callbacks.add(state(tx, delivery)));
          return new DetailView("Event", id, facts, "Callbacks", callbacks, json.toPrettyString());
        });
  }

  private static List<Step> eventsOf(Tx tx, String intent) {
    return tx
        .select(Events.TABLE, new Query(List.of(), "seq", true, LOOKED_THROUGH))
        .reversed()
        .stream()
        .filter(row -> row.body().contains('"' + intent + '"'))
        .map(row -> new Step(time(row), row.text("type"), Badges.of(""), "/events/" + row.id()))
        .toList();
  }

  /** Each attempt that this process still remembers, oldest first. */
  private List<Step> attempts(String event) {
    return attempts.last(ATTEMPTS_LOOKED_THROUGH).reversed().stream()
        .filter(attempt -> attempt.event().equals(event))
        .map(Details::attempt)
        .toList();
  }

  private static Step attempt(Attempt attempt) {
    String what =
        "Attempt %d at %s: %s, %d ms"
            .formatted(
                attempt.number(),
                attempt.url(),
                attempt.json().path("outcome").asString(),
                attempt.took().toMillis());
    return new Step(
        attempt.at().truncatedTo(ChronoUnit.SECONDS).toString(), what, Badges.of(""), "");
  }

  /** How it stands with one endpoint now. */
  private Step state(Tx tx, Row row) {
    CallbackRow callback = overview.callback(tx, row);
    String next = callback.next().isEmpty() ? "" : ", next attempt " + callback.next();
    return new Step(time(row), "For " + callback.endpoint() + next, callback.state(), "");
  }

  private static String time(Row row) {
    return Instant.ofEpochSecond(row.created()).toString();
  }
}
