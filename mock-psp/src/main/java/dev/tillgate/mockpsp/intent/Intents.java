package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The payment intents. */
public final class Intents {
  /** Where they are kept. */
  public static final Table TABLE = Table.of("payment_intents", "order_id", "customer");

  private final Documents documents = new Documents(TABLE);
  private final IntentWatcher watcher;

  public Intents(IntentWatcher watcher) {
    this.watcher = watcher;
  }

  /** The document of that id. */
  public Optional<ObjectNode> find(Tx tx, String id) {
    return documents.find(tx, id);
  }

  /** Every intent, or those whose {@code metadata.order_id} is the given one; oldest first. */
  public List<ObjectNode> all(Tx tx, Optional<String> order) {
    return documents.all(
        tx, order.map(id -> List.of(Filter.equal("order_id", id))).orElse(List.of()));
  }

  void add(Tx tx, PaymentIntent intent) {
    documents.insert(tx, intent.json(), columns(intent));
  }

  void save(Tx tx, PaymentIntent intent) {
    documents.replace(tx, intent.json(), columns(intent));
  }

  /** Tells whoever watches that an intent was saved and its event recorded. */
  void moved(Tx tx, Origin origin, PaymentIntent intent) {
    watcher.moved(tx, origin, intent.json());
  }

  Documents documents() {
    return documents;
  }

  private static Map<String, Object> columns(PaymentIntent intent) {
    Map<String, Object> columns = new HashMap<>();
    columns.put("status", intent.status().wire());
    columns.put("order_id", intent.json().at("/metadata/order_id").asString(null));
    columns.put("customer", intent.json().path("customer").asString(null));
    return columns;
  }
}
