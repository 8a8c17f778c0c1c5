package dev.tillgate.mockpsp.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The states that the scripts of the store allow in a table, to hold against a table of moves. */
public final class ScriptedStates {
  private static final String FOLDER = "/dev/tillgate/mockpsp/store/sqlite/";

  private ScriptedStates() {}

  /** The words of the {@code status} check of a table made by a script. */
  public static List<String> of(String script, String table) throws IOException {
    try (InputStream in = Database.class.getResourceAsStream(FOLDER + script)) {
      String text = new String(in.readAllBytes(), UTF_8);
      String definition = text.substring(text.indexOf("CREATE TABLE " + table + " ("));
      Matcher check = Pattern.compile("CHECK \\(status IN \\(([^)]*)\\)").matcher(definition);
      if (!check.find()) {
        throw new AssertionError("no check of status in " + table);
      }
      return Pattern.compile("\\w+")
          .matcher(check.group(1))
          .results()
          .map(MatchResult::group)
          .toList();
    }
  }
}
