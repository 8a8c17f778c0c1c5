package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;

/** What dead nodes left in the table {@code deliveries}. */
final class OrphanStore {
  private static final int CRASHES_MAX = 5;

  private static final String ADOPT =
      """
      UPDATE deliveries SET claimed_by = 'recovery'
      WHERE claimed_by IS NOT NULL AND claimed_by NOT IN (SELECT id FROM nodes)
      """;

  private static final String CRASHED =
      """
      UPDATE deliveries
      SET crashes = crashes + 1, status = 'retrying', reason = :reason, due_at_ms = :now,
        updated_at_ms = :now
      WHERE claimed_by = 'recovery' AND attempts >
        (SELECT COUNT(*) FROM delivery_attempts WHERE delivery_id = deliveries.id)
      """;

  /** What was claimed when its endpoint was disabled or deleted was left to its holder. */
  private static final String UNALIGN =
      """
      UPDATE webhook_endpoints SET aligned_to = ''
      WHERE status IN ('disabled', 'deleted') AND id IN (
        SELECT endpoint_id FROM deliveries WHERE claimed_by = 'recovery')
      """;

  private static final String DISOWN =
      """
      UPDATE deliveries
      SET claimed_by = NULL,
        status = CASE WHEN crashes < :most THEN status ELSE 'parked' END,
        reason = CASE WHEN crashes < :most THEN reason ELSE :parked END
      WHERE claimed_by = 'recovery'
      """;

  private final InstantSource clock;

  OrphanStore(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Takes what dead nodes had under a name that no node has, until the end of the transaction. The
   * other steps are about these alone: whoever is buried between two of them, or begins a send
   * although it was buried, is left to the next recovery or waits for this one.
   */
  void adopt(Tx tx) {
    tx.update(ADOPT).execute();
  }

  /** Adopted sends that were under way count a crash and are due now. */
  int crashed(Tx tx, String reason) {
    return tx.update(CRASHED).bind("reason", reason).bind("now", clock.millis()).execute();
  }

  /**
   * Ends the claims on what was adopted: what crashed too often is parked; what their endpoints no
   * longer take is left to be brought in line with them.
   */
  void disown(Tx tx) {
    tx.update(UNALIGN).execute();
    tx.update(DISOWN)
        .bind("most", CRASHES_MAX)
        .bind("parked", "the gateway ended during " + CRASHES_MAX + " sends of it in a row")
        .execute();
  }
}
