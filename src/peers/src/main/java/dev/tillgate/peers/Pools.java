package dev.tillgate.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import java.nio.file.Path;

/** Connections to a peer's store, which loses nothing it has committed, as the gateway's. */
final class Pools {
  private static final String SURE = "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000";

  private Pools() {}

  /**
   * A pool of connections.
   *
   * @param size on a server; a file has one writer at a time and gets one connection
   */
  static HikariDataSource of(StorePlace place, int size) {
    return ofSize(place, place.databaseUrl().isPresent() ? size : 1);
  }

  /** A pool of so many connections, be it on a file. */
  static HikariDataSource ofSize(StorePlace place, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(place));
    config.setMaximumPoolSize(size);
    return new HikariDataSource(config);
  }

  /** Where a peer's store is. */
  static String url(StorePlace place) {
    Path file = place.directory().resolve("peer.db");
    return place.databaseUrl().orElse("jdbc:sqlite:" + file + SURE);
  }
}
