package dev.tillgate.gateway.platform.store;

import java.util.Arrays;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** For an engine: whether a store's migrations are those this program knows. */
public final class KnownSchema {
  private KnownSchema() {}

  /**
   * Lets pass what is as new as this program.
   *
   * @param where the store, as a sentence begins with it
   * @throws IllegalArgumentException when it is newer, or older, or none
   */
  public static void require(MigrationInfoService schema, String where) {
    if (Arrays.stream(schema.all()).anyMatch(found -> isFromTheFuture(found.getState()))) {
      throw new IllegalArgumentException(
          where + " was made by a newer gateway; use that one's program");
    }
    if (schema.applied().length == 0) {
      throw new IllegalArgumentException("there is no store in " + where);
    }
    if (schema.pending().length > 0) {
      throw new IllegalArgumentException(
          where + " is of an older gateway; start this one on it once");
    }
  }

  private static boolean isFromTheFuture(MigrationState state) {
    return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
  }
}
