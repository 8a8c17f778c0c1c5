package dev.tillgate.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the states out of the migrations and the README, so that a test can hold the enums against
 * them.
 */
public final class Mirror {
  private Mirror() {}

  /** The words of {@code column IN ('…', …)} in the {@code CHECK} of the table. */
  public static List<String> check(String migration, String table, String column) {
    String sql = read(Path.of("src/main/resources/dev/tillgate/gateway/db/sqlite", migration));
    String create = sql.split("(CREATE|ALTER) TABLE " + table + "[ (]", 2)[1];
    Matcher matcher = Pattern.compile(column + " IN \\(([^)]*)\\)").matcher(create);
    if (!matcher.find()) {
      throw new AssertionError("no CHECK on " + table + '.' + column);
    }
    return Arrays.stream(matcher.group(1).split(","))
        .map(word -> word.strip().replace("'", ""))
        .toList();
  }

  /** The lines of the README's order diagram, {@code from → to | to}. */
  public static List<String> readmeMoves() {
    return read(Path.of("../README.md"))
        .lines()
        .filter(line -> line.matches("[a-z_]+ +→ [a-z_ |()]+"))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
