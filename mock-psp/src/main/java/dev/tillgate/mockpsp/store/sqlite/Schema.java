package dev.tillgate.mockpsp.store.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * The numbered scripts beside this class, each run once; {@code user_version} counts them. See
 * decision 5 for why no library does it.
 */
final class Schema {
  private static final List<String> SCRIPTS = List.of("V1.sql", "V2.sql", "V3.sql");

  private Schema() {}

  static void migrate(Handle handle) {
    int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    if (version > SCRIPTS.size()) {
      throw new IllegalStateException("the data was written by a newer mock-psp");
    }
    for (int next = version; next < SCRIPTS.size(); next++) {
      handle.execute("BEGIN IMMEDIATE");
      handle.createScript(read(SCRIPTS.get(next))).execute();
      handle.execute("PRAGMA user_version = " + (next + 1));
      handle.execute("COMMIT");
    }
  }

  private static String read(String script) {
    try (InputStream in =
        Objects.requireNonNull(Schema.class.getResourceAsStream(script), script)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
