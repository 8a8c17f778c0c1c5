package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.callback.Callbacks;
import dev.tillgate.mockpsp.control.MockClock;
import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.fault.Faults;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.live.LiveView.CallbackRow;
import dev.tillgate.mockpsp.live.LiveView.EndpointRow;
import dev.tillgate.mockpsp.live.LiveView.EventRow;
import dev.tillgate.mockpsp.live.LiveView.FaultRow;
import dev.tillgate.mockpsp.live.LiveView.IntentRow;
import dev.tillgate.mockpsp.page.Money;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what the page at {@code /} shows, all of it in one transaction. */
public final class Overview {
  private static final int SHOWN = 20;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Events events;
  private final Faults faults;
  private final CallbackFaults callbackFaults;
  private final MockClock clock;
  private final boolean buttons;

  /**
   * @param buttons whether there are buttons to press
   */
  public Overview(
      Events events,
      Faults faults,
      CallbackFaults callbackFaults,
      MockClock clock,
      boolean buttons) {
    this.events = events;
    this.faults = faults;
    this.callbackFaults = callbackFaults;
    this.clock = clock;
    this.buttons = buttons;
  }

  LiveView of(Tx tx) {
    List<CallbackRow> callbacks =
        newest(tx, Callbacks.DELIVERIES).stream().map(row -> callback(tx, row)).toList();
    List<FaultRow> active = active();
    return new LiveView(
        clock(),
        summary(tx, active.size()),
        newest(tx, Intents.TABLE).stream().map(this::intent).toList(),
        newest(tx, Events.TABLE).stream().map(row -> event(tx, row)).toList(),
        callbacks,
        active,
        newest(tx, Endpoints.TABLE).stream().map(Overview::endpoint).toList(),
        buttons);
  }

  /** The plan for callbacks is shown as one more fault. */
  private List<FaultRow> active() {
    List<FaultRow> active = new ArrayList<>();
    callbackFaults.shown().map(FaultText::plan).ifPresent(active::add);
    faults.all().stream().map(FaultText::row).forEach(active::add);
    return active;
  }

  private static List<Row> newest(Tx tx, Table table) {
    return tx.select(table, new Query(List.of(), "seq", true, SHOWN));
  }

  private LiveView.Clock clock() {
    Duration ahead = clock.ahead();
    return new LiveView.Clock(
        CLOCK.format(clock.instant()),
        ahead.isZero() ? "" : Age.text(ahead) + " ahead of real time");
  }

  /** Only what changes when something happens: it is read aloud when it does. */
  private static String summary(Tx tx, int faults) {
    return "%s, %s, %s"
        .formatted(
            count(last(tx, Intents.TABLE), "payment"),
            count(last(tx, Events.TABLE), "event"),
            count(faults, "fault"));
  }

  /** Rows are numbered as they come, and none of these is ever removed but by a reset. */
  private static long last(Tx tx, Table table) {
    List<Row> newest = tx.select(table, new Query(List.of(), "seq", true, 1));
    List<Row> oldest = tx.select(table, new Query(List.of(), "seq", false, 1));
    return newest.isEmpty() ? 0 : newest.getFirst().seq() - oldest.getFirst().seq() + 1;
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private IntentRow intent(Row row) {
    ObjectNode json = row.document();
    JsonNode failure = json.path("last_payment_error");
    String tried = failure.at("/payment_method/id").asString("");
    return new IntentRow(
        row.id(),
        Money.text(json.path("amount").asLong(), json.path("currency").asString()),
        Badges.ofIntent(json.path("status").asString(), failure.isObject()),
        json.at("/metadata/order_id").asString(""),
        json.path("payment_method").asString(tried),
        age(row));
  }

  private EventRow event(Tx tx, Row row) {
    ObjectNode json = row.document();
    return new EventRow(
        row.id(),
        json.path("type").asString(),
        json.at("/data/object/id").asString(),
        events.find(tx, row.id()).orElseThrow().path("pending_webhooks").asInt(),
        age(row));
  }

  CallbackRow callback(Tx tx, Row row) {
    String event = row.text("event");
    String outcome = row.columns().get("last_outcome") == null ? "" : row.text("last_outcome");
    return new CallbackRow(
        event,
        row.text("type"),
        tx.find(Endpoints.TABLE, row.text("endpoint")).map(found -> found.text("url")).orElse(""),
        row.number("attempts"),
        Badges.of(row.text("state")),
        outcome,
        next(row));
  }

  private String next(Row row) {
    if (row.columns().get("due_at_ms") == null) {
      return "";
    }
    Instant due = Instant.ofEpochMilli(row.number("due_at_ms"));
    return "in " + Age.text(Duration.between(clock.instant(), due));
  }

  private static EndpointRow endpoint(Row row) {
    ObjectNode json = row.document();
    List<String> types = json.path("enabled_events").valueStream().map(JsonNode::asString).toList();
    return new EndpointRow(
        row.id(),
        row.text("url"),
        types.equals(List.of("*")) ? "every event" : String.join(", ", types),
        Badges.of(json.path("status").asString()));
  }

  private String age(Row row) {
    return Age.text(Duration.between(Instant.ofEpochSecond(row.created()), clock.instant()));
  }
}
