package dev.tillgate.system.bench.start;

import dev.tillgate.system.playground.LogFile;
import io.javalin.Javalin;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;

/** The least that serves from a store: Javalin, Jdbi and SQLite, without a gateway. */
final class BareStart {
  private static final String TABLE = "CREATE TABLE IF NOT EXISTS visits (id INTEGER) STRICT";
  private static final String COUNT = "SELECT COUNT(*) FROM visits";

  private BareStart() {}

  /** Its directory and its port; serves until it is stopped. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    LogFile.at(directory.resolve("bare.log"), "WARN");
    Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + directory.resolve("bare.db"));
    jdbi.useHandle(handle -> handle.execute(TABLE));
    Javalin unused =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.startup.showOldJavalinVersionWarning = false;
                  config.concurrency.useVirtualThreads = true;
                  config.routes.get("/healthz", context -> context.result(count(jdbi)));
                })
            .start("127.0.0.1", Integer.parseInt(arguments[1]));
  }

  private static String count(Jdbi jdbi) {
    return jdbi.withHandle(handle -> handle.createQuery(COUNT).mapTo(String.class).one());
  }
}
