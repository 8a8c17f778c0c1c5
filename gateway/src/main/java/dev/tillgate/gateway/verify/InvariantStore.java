package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;

/** Asks the store whether invariants hold, and how much of what there is. */
final class InvariantStore {
  private static final String VERDICT =
      "WITH moment (now_ms) AS (SELECT :now), verdict (id, holds) AS (%s)\n";

  private static final String COUNTS =
      """
      SELECT COUNT(*) AS checked, COUNT(*) FILTER (WHERE NOT COALESCE(holds, FALSE)) AS violated
      FROM verdict
      """;

  private static final String EXAMPLES =
      "SELECT id FROM verdict WHERE NOT COALESCE(holds, FALSE) ORDER BY id LIMIT :limit";

  private static final String TALLIES =
      """
      SELECT 'orders ' || status AS name, COUNT(*) AS count FROM orders GROUP BY status
      UNION ALL SELECT 'payments to look at again', COUNT(*) FROM payments
        WHERE due_at_ms IS NOT NULL
      UNION ALL SELECT 'refunds on their way', COUNT(*) FROM refunds
        WHERE due_at_ms IS NOT NULL
      UNION ALL SELECT 'callbacks that wait for their order', COUNT(*) FROM callbacks
        WHERE status IN ('received', 'deferred')
      UNION ALL SELECT 'callbacks that wait for a person', COUNT(*) FROM callbacks
        WHERE status = 'dead'
      UNION ALL SELECT 'deliveries to be sent', COUNT(*) FROM deliveries
        WHERE status IN ('pending', 'retrying')
      UNION ALL SELECT 'deliveries parked or dead', COUNT(*) FROM deliveries
        WHERE status IN ('parked', 'dead')
      """;

  Finding check(Tx tx, Invariant invariant, Instant now) {
    Finding counted =
        tx.query(VERDICT.formatted(invariant.sql()) + COUNTS)
            .bind("now", now.toEpochMilli())
            .map((row, context) ->
                new Finding(
                    invariant.name(),
                    invariant.sentence(),
                    row.getLong("checked"),
                    row.getLong("violated"),
                    List.of()))
            .one();
    return counted.holds() ? counted : counted.with(examples(tx, invariant, now));
  }

  List<Tally> tallies(Tx tx) {
    return tx.query(TALLIES)
        .map((row, context) -> new Tally(row.getString("name"), row.getLong("count")))
        .list();
  }

  private static List<String> examples(Tx tx, Invariant invariant, Instant now) {
    return tx.query(VERDICT.formatted(invariant.sql()) + EXAMPLES)
        .bind("now", now.toEpochMilli())
        .bind("limit", Finding.EXAMPLES_MAX)
        .mapTo(String.class)
        .list();
  }
}
