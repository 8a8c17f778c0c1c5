package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room a SQLite file takes, and how it becomes less again. */
final class SqliteSpace {
  private static final Logger log = LoggerFactory.getLogger(SqliteSpace.class);

  /** How a file says that it can give back pages when asked: {@code PRAGMA auto_vacuum}. */
  private static final long INCREMENTAL = 2;

  /** One page in so many may be free: they are soon used again, and moving others costs writes. */
  private static final int FREE_SHARE = 10;

  /** Below this many free pages (1 MiB) it is not worth it. */
  private static final int FREE_PAGES = 256;

  /** Measured: 20 to 40 µs a page, so well below the few milliseconds it may take. */
  private static final int PAGES_AT_ONCE = 64;

  private final Path file;

  SqliteSpace(Path file) {
    this.file = file;
  }

  Database.Size size(Tx tx) {
    return new Database.Size(
        bytes(file),
        pragma(tx, "freelist_count") * pragma(tx, "page_size"),
        bytes(file.resolveSibling(file.getFileName() + "-wal")));
  }

  /** Says it once, at the start, when the file is of the time before it could shrink. */
  boolean report(Tx tx) {
    boolean shrinks = pragma(tx, "auto_vacuum") == INCREMENTAL;
    if (!shrinks) {
      log.info(
          "store.keeps_its_size file={} hint=\"free pages are used again; to let it shrink stop the"
              + " gateway and run: sqlite3 {} 'PRAGMA auto_vacuum = INCREMENTAL; VACUUM;'\"",
          file,
          file);
    }
    return shrinks;
  }

  boolean isWorthTidying(Tx tx) {
    long free = pragma(tx, "freelist_count");
    return free > FREE_PAGES
        && free > pragma(tx, "page_count") / FREE_SHARE
        && pragma(tx, "auto_vacuum") == INCREMENTAL;
  }

  /**
   * Moves some pages from the end of the file to where it is free. The file itself is cut when the
   * log is next moved into it.
   */
  boolean giveBackSome(Tx tx) {
    for (int page = 0; page < PAGES_AT_ONCE; page++) {
      // One by one: the driver asks for the first of the pages only, however many are named.
      tx.update("PRAGMA incremental_vacuum(1)").execute();
    }
    return isWorthTidying(tx);
  }

  private static long pragma(Tx tx, String name) {
    return tx.query("PRAGMA " + name).mapTo(Long.class).one();
  }

  private static long bytes(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell the size of " + file, e);
    }
  }
}
