package dev.tillgate.mockpsp.refund;

import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Listing;
import dev.tillgate.mockpsp.store.Page;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The refunds. */
public final class Refunds {
  /** Where they are kept. */
  public static final Table TABLE = Table.of("refunds", "charge", "payment_intent");

  private static final int IN_A_CHARGE = 10;

  private final Documents documents = new Documents(TABLE);

  Optional<ObjectNode> find(Tx tx, String id) {
    return documents.find(tx, id);
  }

  void add(Tx tx, Refund refund) {
    documents.insert(
        tx,
        refund.json(),
        Map.of(
            "charge", refund.charge(),
            "payment_intent", refund.json().path("payment_intent").asString(),
            "status", refund.status().wire()));
  }

  void save(Tx tx, Refund refund) {
    documents.replace(tx, refund.json(), Map.of("status", refund.status().wire()));
  }

  /** The newest of a charge, as the charge shows them when asked to. */
  ObjectNode listOf(Tx tx, String charge) {
    Listing newest =
        documents.list(
            tx, new Page(IN_A_CHARGE, null, null), List.of(Filter.equal("charge", charge)));
    ObjectNode list = Json.object().put("object", "list");
    newest.documents().forEach(list.putArray("data")::add);
    return list.put("has_more", newest.hasMore()).put("url", "/v1/charges/" + charge + "/refunds");
  }

  Documents documents() {
    return documents;
  }
}
