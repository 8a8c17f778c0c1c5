package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ObjectNode;

/** The payment intents. */
public final class Intents {
  private final Documents documents = new Documents("payment_intents");

  /** The document of that id. */
  public Optional<ObjectNode> find(Handle tx, String id) {
    return documents.find(tx, id);
  }

  /** Every intent, or those whose {@code metadata.order_id} is the given one; oldest first. */
  public List<ObjectNode> all(Handle tx, Optional<String> order) {
    return documents.all(
        tx, order.map(id -> List.of(Filter.equal("order_id", id))).orElse(List.of()));
  }

  void add(Handle tx, PaymentIntent intent) {
    documents.insert(tx, intent.json(), columns(intent));
  }

  void save(Handle tx, PaymentIntent intent) {
    documents.replace(tx, intent.json(), columns(intent));
  }

  Documents documents() {
    return documents;
  }

  private static Map<String, Object> columns(PaymentIntent intent) {
    Map<String, Object> columns = new HashMap<>();
    columns.put("status", intent.status().wire());
    columns.put("order_id", intent.json().at("/metadata/order_id").asString(null));
    return columns;
  }
}
