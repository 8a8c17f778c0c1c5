package dev.tillgate.gateway.verify;

import java.util.List;
import java.util.stream.Stream;

/** What holds between tables whichever they are; and all invariants in the order of a report. */
final class StoreInvariants {
  private static final Invariant REFERENCES =
      new Invariant(
          "store.references",
          "whatever a table's rows refer to is there",
          """
          SELECT id, holds FROM checked_references
          """);

  private static final Invariant KEYS =
      new Invariant(
          "idempotency.resource",
          "an idempotency key leads to an order, a refund or a product that is there",
          """
          SELECT k.owner || ' ' || k.key AS id,
            EXISTS (SELECT 1 FROM orders o WHERE o.id = k.resource)
            OR EXISTS (SELECT 1 FROM refunds r WHERE r.id = k.resource)
            OR EXISTS (SELECT 1 FROM products p WHERE p.sku = k.resource) AS holds
          FROM idempotency_keys k
          """);

  static final List<Invariant> ALL =
      Stream.of(
              OrderInvariants.ALL,
              StockInvariants.ALL,
              PaymentInvariants.ALL,
              RefundInvariants.ALL,
              CallbackInvariants.ALL,
              WebhookInvariants.ALL,
              List.of(KEYS, REFERENCES))
          .flatMap(List::stream)
          .toList();

  private StoreInvariants() {}
}
