package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.idempotency.KeyCount;
import dev.tillgate.mockpsp.idempotency.Keys;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Tx;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The truth to compare everybody else's books with. For each intent:
 *
 * <ul>
 *   <li>{@code captured} is what was taken from the shopper: held money counts only once captured,
 *       and of a partial capture only that part;
 *   <li>{@code refunded} is what was sent back, pending refunds included, failed ones not. So
 *       {@code captured} minus {@code refunded} is the money the shop has kept;
 *   <li>{@code charges} counts those that took money, hold it, or may still get it from a bank. An
 *       authorization that was released, by canceling or by time, is none of these and no refund
 *       either;
 *   <li>{@code failed_charges} counts the refused ones;
 *   <li>a disputed charge still counts as captured: this provider decides no dispute.
 * </ul>
 */
public final class Ledger {
  /** What an entry shows as the intent has it. */
  private static final List<String> SHARED =
      List.of("id", "status", "metadata", "amount", "currency");

  private final Intents intents;
  private final Charges charges;
  private final Keys keys;

  public Ledger(Intents intents, Charges charges, Keys keys) {
    this.intents = intents;
    this.charges = charges;
    this.keys = keys;
  }

  /** Everything, or the intents whose {@code metadata.order_id} is given and their keys. */
  ObjectNode of(Tx tx, Optional<String> order) {
    List<ObjectNode> chosen = intents.all(tx, order);
    ObjectNode ledger = Json.object();
    ArrayNode entries = ledger.putArray("payment_intents");
    chosen.forEach(intent -> entries.add(entry(tx, intent)));
    ArrayNode counted = ledger.putArray("keys");
    keys(tx, order, chosen).forEach(count -> counted.add(entry(count)));
    return ledger;
  }

  private List<KeyCount> keys(Tx tx, Optional<String> order, List<ObjectNode> chosen) {
    return order.isEmpty()
        ? keys.counts(tx)
        : chosen.stream()
            .flatMap(intent -> keys.countsOf(tx, intent.path("id").asString()).stream())
            .toList();
  }

  private ObjectNode entry(Tx tx, ObjectNode intent) {
    List<ObjectNode> attempts = charges.of(tx, intent.path("id").asString());
    long failed = attempts.stream().filter(Ledger::isFailed).count();
    return shared(intent)
        .put("captured", sum(attempts, "amount_captured"))
        .put("refunded", sum(attempts, "amount_refunded"))
        .put("charges", isCanceled(intent) ? 0 : attempts.size() - failed)
        .put("failed_charges", failed);
  }

  /** Nothing that was taken can be canceled, so whatever charge is left of it was let go. */
  private static boolean isCanceled(ObjectNode intent) {
    return intent.path("status").asString().equals("canceled");
  }

  private static boolean isFailed(ObjectNode charge) {
    return charge.path("status").asString().equals("failed");
  }

  private static ObjectNode shared(ObjectNode intent) {
    ObjectNode entry = Json.object();
    SHARED.forEach(name -> entry.set(name, intent.path(name)));
    return entry;
  }

  private static long sum(List<ObjectNode> charges, String field) {
    return charges.stream().mapToLong(charge -> charge.path(field).asLong()).sum();
  }

  private static ObjectNode entry(KeyCount count) {
    return Json.object()
        .put("key", count.key())
        .put("executions", count.executions())
        .put("replays", count.replays());
  }
}
