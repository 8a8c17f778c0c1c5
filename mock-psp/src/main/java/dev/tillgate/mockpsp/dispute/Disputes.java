package dev.tillgate.mockpsp.dispute;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The disputes, each begun by the bank soon after a payment whose method brings one. */
public final class Disputes {
  /** Where they are kept. */
  public static final Table TABLE = Table.of("disputes", "charge", "payment_intent");

  private final Documents documents = new Documents(TABLE);
  private final Charges charges;
  private final Events events;
  private final Ids ids;
  private final InstantSource clock;

  public Disputes(Charges charges, Events events, Ids ids, InstantSource clock) {
    this.charges = charges;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** What happens later. */
  public Map<String, Handler> handlers() {
    return Map.of(Charges.DISPUTE, this::begin);
  }

  /** The document of that id. */
  public Optional<ObjectNode> find(Tx tx, String id) {
    return documents.find(tx, id);
  }

  Documents documents() {
    return documents;
  }

  private void begin(Tx tx, String chargeId) {
    ObjectNode charge = charges.find(tx, chargeId).orElseThrow();
    TestMethod method = TestMethods.find(charge.path("payment_method").asString()).orElseThrow();
    Complaint complaint = Complaint.after(method.aftermath()).orElseThrow();
    ObjectNode dispute = DisputeDraft.of(ids.next("du_"), charge, complaint, clock.instant());
    charges.dispute(tx, charge);
    documents.insert(
        tx,
        dispute,
        Map.of("charge", chargeId, "payment_intent", charge.path("payment_intent").asString()));
    events.record(
        tx,
        new Origin(null, null, ""),
        "charge.dispute.created",
        dispute,
        method.quirk().deliveries());
  }
}
