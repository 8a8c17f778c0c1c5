package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.callback.DeliveryMode;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.intent.IntentWatcher;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The Checkout Sessions, with what their payment makes of them. */
public final class Sessions implements IntentWatcher {
  /** Where they are kept. */
  public static final Table TABLE = Table.of("checkout_sessions", "payment_intent");

  /** What is bought in them. */
  public static final Table ITEMS = Table.of("checkout_items", "session");

  /** What the timetable calls the end of a session nobody paid. */
  static final String EXPIRY = "checkout_session.expire";

  private static final Set<String> DONE = Set.of("succeeded", "requires_capture", "processing");

  private final Documents documents = new Documents(TABLE);
  private final Documents items = new Documents(ITEMS);
  private final Events events;
  private final Timetable timetable;

  public Sessions(Events events, Timetable timetable) {
    this.events = events;
    this.timetable = timetable;
  }

  /** Stores a new one; {@code draft} is the intent it will be paid with. */
  void add(Tx tx, CheckoutSession session, ObjectNode draft) {
    Map<String, @Nullable Object> columns = columns(session);
    columns.put("presses", 0);
    columns.put("draft", Json.write(draft));
    documents.insert(tx, session.json(), columns);
    timetable.add(tx, EXPIRY, session.id(), session.expiresAt());
  }

  /** Adds what is bought, in the order the shop gave: lists begin with the newest. */
  void addItems(Tx tx, CheckoutSession session, List<LineItem> bought, List<ObjectNode> json) {
    for (int i = bought.size() - 1; i >= 0; i--) {
      LineItem item = bought.get(i);
      items.insert(
          tx,
          json.get(i),
          Map.of("session", session.id(), "about", item.about(), "image", item.image()));
    }
  }

  Optional<CheckoutSession> find(Tx tx, String id) {
    return documents.find(tx, id).map(CheckoutSession::new);
  }

  /** What is bought, in the shop's order, each with its text and picture beside it. */
  List<Row> itemsOf(Tx tx, String session) {
    return tx.select(ITEMS, Query.all(Filter.equal("session", session))).reversed();
  }

  void save(Tx tx, CheckoutSession session) {
    documents.replace(tx, session.json(), columns(session));
  }

  /** The intent it will be paid with, as it was drawn up. */
  ObjectNode draft(Tx tx, String id) {
    return Json.parse(tx.find(TABLE, id).orElseThrow().text("draft"));
  }

  /** How often Pay was pressed and done: a press that does not know of the last one is its echo. */
  long presses(Tx tx, String id) {
    return tx.find(TABLE, id).orElseThrow().number("presses");
  }

  void countPress(Tx tx, String id) {
    tx.update(TABLE, id, Map.of("presses", presses(tx, id) + 1), null);
  }

  /** Ends an open one that nobody paid. */
  void expire(Tx tx, Origin origin, CheckoutSession session) {
    session.expire();
    save(tx, session);
    record(tx, origin, "expired", session);
  }

  /** Its payment went through, whoever saw to that: the page, the control plane, a capture. */
  @Override
  public void moved(Tx tx, Origin origin, ObjectNode intent) {
    String status = intent.path("status").asString();
    if (DONE.contains(status)) {
      ofIntent(tx, intent.path("id").asString())
          .ifPresent(session -> paid(tx, origin, session, status.equals("succeeded")));
    }
  }

  private Optional<CheckoutSession> ofIntent(Tx tx, String intent) {
    return documents.all(tx, List.of(Filter.equal("payment_intent", intent))).stream()
        .findFirst()
        .map(CheckoutSession::new);
  }

  /** A session paid by a later capture or settlement was complete before, and only changes. */
  private void paid(Tx tx, Origin origin, CheckoutSession session, boolean received) {
    boolean completes = session.isOpen();
    if (received) {
      session.paid();
    }
    if (completes) {
      session.complete();
    }
    save(tx, session);
    if (completes) {
      record(tx, origin, "completed", session);
    }
  }

  private void record(Tx tx, Origin origin, String what, CheckoutSession session) {
    events.record(tx, origin, "checkout.session." + what, session.json(), DeliveryMode.ONCE);
  }

  Documents documents() {
    return documents;
  }

  Documents items() {
    return items;
  }

  private static Map<String, @Nullable Object> columns(CheckoutSession session) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("status", session.status().wire());
    columns.put("payment_intent", session.intent());
    columns.put("customer", session.text("customer"));
    columns.put("email", session.json().at("/customer_details/email").asString(null));
    return columns;
  }
}
