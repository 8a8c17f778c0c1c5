package dev.tillgate.system.bench.peer;

import java.util.Arrays;
import java.util.Locale;

/** What the candidates keep their events in. */
public enum Engine {
  SQLITE("SQLite"),
  POSTGRESQL("PostgreSQL");

  private final String title;

  Engine(String title) {
    this.title = title;
  }

  /** The one that the flag names. */
  public static Engine named(String flag) {
    return Arrays.stream(values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(flag))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException("--engine must be sqlite or postgresql, not " + flag));
  }

  @Override
  public String toString() {
    return title;
  }
}
