package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.Tx;

/**
 * A row that whoever changes what it stands for locks until the commit. It holds the number of the
 * last such transaction: the server gives each only once, so what one that was rolled back has seen
 * is never taken for what stands.
 */
final class PostgresRevision implements Revision {
  private static final String READ = "SELECT value FROM revisions WHERE name = :name";

  private static final String ADVANCE =
      """
      UPDATE revisions SET value = pg_current_xact_id()::text::bigint WHERE name = :name
      RETURNING value
      """;

  private final String name;

  PostgresRevision(String name) {
    this.name = name;
  }

  @Override
  public long read(Tx tx) {
    return tx.query(READ).bind("name", name).mapTo(Long.class).one();
  }

  @Override
  public long lock(Tx tx) {
    return tx.queryForUpdate(READ).bind("name", name).mapTo(Long.class).one();
  }

  @Override
  public long advance(Tx tx) {
    return tx.query(ADVANCE).bind("name", name).mapTo(Long.class).one();
  }
}
