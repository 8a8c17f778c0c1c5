package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.engine.Move;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.transfer.Moved;
import dev.tillgate.gateway.verify.Report;
import dev.tillgate.gateway.verify.Verification;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code migrate-store}: a SQLite store becomes one on PostgreSQL, checked on both sides. */
@Command(
    name = "migrate-store",
    description =
        "Moves a store from SQLite to an empty PostgreSQL database, all of it or nothing, and"
            + " verifies both. The old one is only read, and no gateway can start on it meanwhile.",
    mixinStandardHelpOptions = true)
final class MigrateStoreCommand implements Callable<Integer> {
  private static final int VIOLATED = 1;

  private final MigrateStoreFlags flags;

  MigrateStoreCommand(MigrateStoreFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() {
    LogSetup.to("text");
    StorePlace from = StorePlace.at(flags.from(), false);
    try (Move move = Move.between(from, StorePlace.at(flags.to(), flags.unsafe()))) {
      return move(move, from);
    }
  }

  private static int move(Move move, StorePlace from) {
    Report before = verify(move.source());
    if (!before.agrees()) {
      before.lines().forEach(System.out::println);
      print("the store in " + from + " is not in order, so nothing was moved");
      return VIOLATED;
    }
    print(move.run());
    Report after = verify(move.target());
    print("SQLite:     " + before.lines().getLast());
    print("PostgreSQL: " + after.lines().getLast());
    if (!after.agrees()) {
      after.lines().forEach(System.out::println);
      print("the copy is not in order: do not use it; the old store is as it was");
      return VIOLATED;
    }
    print(
        "moved: start the gateways with --database-url, what --to was, and --master-key-file %s;"
                .formatted(from.directory().resolve("master.key"))
            + " keep %s until you are satisfied, but start none on it".formatted(from));
    return 0;
  }

  private static Report verify(Snapshot snapshot) {
    return new Verification(snapshot, Clock.systemUTC()).ofStore();
  }

  private static void print(List<Moved> tables) {
    print("%-20s %10s".formatted("table", "rows"));
    tables.forEach(table -> print("%-20s %10d".formatted(table.table(), table.rows())));
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
