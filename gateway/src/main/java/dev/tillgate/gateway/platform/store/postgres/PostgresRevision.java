package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.Tx;
import org.jdbi.v3.core.statement.Query;

/**
 * A row that whoever changes what it stands for locks until the commit. It holds a number by
 * chance: so what one that was rolled back has seen is never taken for what stands. The number of
 * the transaction would not do, for after a crash the server gives those of lost ones away again.
 */
final class PostgresRevision implements Revision {
  private static final String READ = "SELECT value FROM revisions WHERE name = :name";

  private static final String ADVANCE =
      """
      UPDATE revisions SET value = hashtextextended(gen_random_uuid()::text, 0) WHERE name = :name
      RETURNING value
      """;

  private final String name;

  PostgresRevision(String name) {
    this.name = name;
  }

  /** Once in a transaction: what others commit meanwhile comes after it. */
  @Override
  public long read(Tx tx) {
    return tx.numbers().computeIfAbsent(name, unread -> number(tx.query(READ)));
  }

  @Override
  public long lock(Tx tx) {
    return now(tx, tx.queryForUpdate(READ));
  }

  @Override
  public long advance(Tx tx) {
    return now(tx, tx.query(ADVANCE));
  }

  private long now(Tx tx, Query query) {
    long number = number(query);
    tx.numbers().put(name, number);
    return number;
  }

  private long number(Query query) {
    return query.bind("name", name).mapTo(Long.class).one();
  }
}
