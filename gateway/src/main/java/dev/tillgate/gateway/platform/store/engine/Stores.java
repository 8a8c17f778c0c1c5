package dev.tillgate.gateway.platform.store.engine;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.postgres.PostgresDatabase;
import dev.tillgate.gateway.platform.store.postgres.PostgresSnapshot;
import dev.tillgate.gateway.platform.store.sqlite.SqliteDatabase;
import dev.tillgate.gateway.platform.store.sqlite.SqliteSnapshot;

/** Opens stores by their place. */
public final class Stores {
  private Stores() {}

  /**
   * Opens the store, making and migrating it as needed.
   *
   * @throws dev.tillgate.gateway.platform.store.DataHeldException when a gateway runs on it
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when it is not reachable
   * @throws IllegalArgumentException saying why this database cannot be used
   */
  public static Database open(StorePlace place, StoreOptions options) {
    return place
        .databaseUrl()
        .<Database>map(url -> PostgresDatabase.open(url, place.unsafe(), options))
        .orElseGet(() -> SqliteDatabase.open(place.directory(), options));
  }

  /**
   * A look at the store from beside it.
   *
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when it is not reachable
   * @throws IllegalArgumentException saying why there is none that this program can read
   */
  public static Snapshot snapshot(StorePlace place) {
    return place
        .databaseUrl()
        .<Snapshot>map(PostgresSnapshot::of)
        .orElseGet(() -> SqliteSnapshot.in(place.directory()));
  }
}
