package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;

/** Reads the books of the inbox. */
final class InboxBooksStore {
  private static final String EVENTS =
      "SELECT provider_event_id FROM callbacks WHERE received_at_ms >= :from";

  // What is of no use is not read back either, should its callback be lost.
  private static final String TYPES =
      """
      SELECT DISTINCT type FROM callbacks
      WHERE received_at_ms >= :from AND COALESCE(reason, '') <> 'type-not-used'
      """;

  private static final String INTENTS =
      "SELECT provider_payment_id FROM payments WHERE provider_payment_id IS NOT NULL";

  /** Those that came since then. */
  InboxBooks since(Tx tx, Instant from) {
    return new InboxBooks(
        texts(tx.query(EVENTS).bind("from", from.toEpochMilli())),
        texts(tx.query(TYPES).bind("from", from.toEpochMilli())),
        texts(tx.query(INTENTS)));
  }

  private static Set<String> texts(Query query) {
    return query.mapTo(String.class).set();
  }
}
