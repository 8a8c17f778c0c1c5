package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table {@code deliveries}, as claims fence it: many are changed by one statement, found by the
 * ids, which the index knows, and fenced by each id with the count of its claims. On a partitioned
 * table a statement for each row costs several times that.
 */
final class FenceStore {
  /** The fence of a delivery that is claimed. */
  static final String HELD = "id || '.' || claims";

  /** The fence of one that is about to be. */
  static final String NEXT = "id || '.' || (claims + 1)";

  private FenceStore() {}

  /**
   * Changes them; 1 for each whose row was changed, in their order.
   *
   * @param change an {@code UPDATE} whose condition goes on
   * @param fence {@link #HELD} or {@link #NEXT}
   * @param values of the change's other parameters
   */
  static int[] change(
      Tx tx, String change, String fence, List<Claimed> claims, Map<String, ?> values) {
    if (claims.isEmpty()) {
      return new int[0];
    }
    String among = " AND " + tx.among("id", "ids") + " AND " + tx.among(fence, "fences");
    Set<String> changed =
        tx.query(change + among + " RETURNING " + HELD)
            .bindMap(values)
            .bind("ids", joined(claims, each -> each.id().value()))
            .bind("fences", joined(claims, FenceStore::fence))
            .mapTo(String.class)
            .set();
    // By the fence: two claims on one delivery may be among them, and only one is held.
    return claims.stream().mapToInt(each -> changed.contains(fence(each)) ? 1 : 0).toArray();
  }

  private static String fence(Claimed claimed) {
    return claimed.id().value() + '.' + claimed.claims();
  }

  private static String joined(List<Claimed> claims, Function<Claimed, String> key) {
    return claims.stream().map(key).collect(Collectors.joining(","));
  }
}
