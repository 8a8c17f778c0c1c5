package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/**
 * Many claims in one statement: by the ids, which the index knows, and by each id with the count of
 * its claims, the fence. On a partitioned table a statement for each row costs several times that.
 */
final class ClaimKeys {
  private static final String HELD = "id || '.' || claims";

  private ClaimKeys() {}

  /** The condition that a row is one of them, and claimed as often. */
  static String among(Tx tx) {
    return among(tx, HELD);
  }

  /**
   * @param fence the id and a count of claims, as an expression
   */
  static String among(Tx tx, String fence) {
    return tx.among("id", "ids") + " AND " + tx.among(fence, "fences");
  }

  static Query bound(Query query, List<Claimed> claims) {
    return query
        .bind("ids", claims.stream().map(each -> each.id().value()).collect(joined()))
        .bind("fences", claims.stream().map(ClaimKeys::fence).collect(joined()));
  }

  private static String fence(Claimed claimed) {
    return claimed.id().value() + '.' + claimed.claims();
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining(",");
  }

  /** Runs what returns ids: 1 for each whose row was changed, in their order. */
  static int[] counts(List<Claimed> claims, Query changing) {
    Set<String> changed = changing.mapTo(String.class).set();
    return claims.stream().mapToInt(each -> changed.contains(each.id().value()) ? 1 : 0).toArray();
  }
}
