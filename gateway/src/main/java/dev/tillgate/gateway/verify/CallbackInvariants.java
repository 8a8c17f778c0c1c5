package dev.tillgate.gateway.verify;

import java.util.List;

/** What holds for the inbox, the table {@code callbacks}. */
final class CallbackInvariants {
  private static final Invariant ONCE =
      new Invariant(
          "callback.once",
          "an event of the provider is in the inbox once",
          """
          SELECT provider_event_id AS id, COUNT(*) = 1 AS holds FROM callbacks
          GROUP BY provider, provider_event_id
          """);

  // The longest wait between two tries is a day; a gateway that was off for less is not at fault.
  private static final Invariant SETTLED =
      new Invariant(
          "callback.settled",
          "a callback is settled, or comes due and is not a day late",
          """
          SELECT id, CASE WHEN status IN ('received', 'deferred')
            THEN due_at_ms >= (SELECT now_ms FROM moment) - 86400000
            ELSE due_at_ms IS NULL AND settled_at_ms IS NOT NULL END AS holds
          FROM callbacks
          """);

  private static final Invariant PAYMENT =
      new Invariant(
          "callback.payment",
          "a callback that was applied to a payment names one that is there",
          """
          SELECT c.id, EXISTS (SELECT 1 FROM payments p WHERE p.id = c.payment_id) AS holds
          FROM callbacks c WHERE c.payment_id IS NOT NULL
          """);

  static final List<Invariant> ALL = List.of(ONCE, SETTLED, PAYMENT);

  private CallbackInvariants() {}
}
