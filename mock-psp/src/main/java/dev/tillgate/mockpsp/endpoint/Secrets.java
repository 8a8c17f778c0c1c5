package dev.tillgate.mockpsp.endpoint;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The secrets that endpoints had before; each counts until its time by the provider's clock. */
public final class Secrets {
  /** Where they are kept; those that count no more are kept too. */
  public static final Table TABLE = Table.of("rolled_secrets", "endpoint");

  private final Ids ids;
  private final InstantSource clock;

  Secrets(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  void keep(Tx tx, String endpoint, String secret, Instant until) {
    Map<String, Object> columns =
        Map.of("endpoint", endpoint, "secret", secret, "until_ms", until.toEpochMilli());
    tx.insert(TABLE, Row.of(ids.next("whs_"), clock.instant().getEpochSecond(), columns, ""));
  }

  /** Those that still count, the newest first. */
  List<String> active(Tx tx, String endpoint) {
    long now = clock.instant().toEpochMilli();
    return of(tx, endpoint)
        .filter(row -> row.number("until_ms") > now)
        .map(row -> row.text("secret"))
        .toList()
        .reversed();
  }

  /** Whether the endpoint had it once, be it that it counts still or not. */
  boolean knows(Tx tx, String endpoint, String secret) {
    return of(tx, endpoint).anyMatch(row -> row.text("secret").equals(secret));
  }

  void forget(Tx tx, String endpoint) {
    of(tx, endpoint).toList().forEach(row -> tx.delete(TABLE, row.id()));
  }

  private static Stream<Row> of(Tx tx, String endpoint) {
    return tx.select(TABLE, Query.all(Filter.equal("endpoint", endpoint))).stream();
  }
}
