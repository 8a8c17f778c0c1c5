package dev.tillgate.mockpsp.live;

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
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads what the pages of one intent and one event show. */
final class Details {
  /** Events are not found by their object, so only the last ones are looked through. */
  private static final int LOOKED_THROUGH = 2000;

  private final Overview overview;

  Details(Overview overview) {
    this.overview = overview;
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
          List<Step> callbacks =
              tx.select(Callbacks.DELIVERIES, Query.all(Filter.equal("event", id))).stream()
                  .map(delivery -> callback(tx, delivery))
                  .toList();
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

  private Step callback(Tx tx, Row row) {
    CallbackRow callback = overview.callback(tx, row);
    String what =
        "%s: attempt %d %s %s"
            .formatted(
                callback.endpoint(), callback.attempts(), callback.outcome(), callback.next());
    return new Step(time(row), what.strip(), callback.state(), "");
  }

  private static String time(Row row) {
    return Instant.ofEpochSecond(row.created()).toString();
  }
}
