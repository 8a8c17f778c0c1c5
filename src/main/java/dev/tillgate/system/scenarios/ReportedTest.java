package dev.tillgate.system.scenarios;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test as a report tells of it; one with many parameters is told of once for each.
 *
 * @param name its sentence, or its method's name when it has none
 */
public record ReportedTest(String module, String className, String name, Result result) {
  private static final Pattern IDS =
      Pattern.compile("(PAY|FLT)-([A-Z])(\\d+)((?:, ?[A-Z]\\d+\\b)*)");
  private static final Pattern MORE_IDS = Pattern.compile("[A-Z]\\d+");
  private static final Pattern LEADING_IDS =
      Pattern.compile("^(?:(?:(?:PAY-|FLT-)?[A-Z]\\d+|rulings? \\d+)(?:[,:] |[,:]| ))+");
  private static final Pattern PARAMETERS = Pattern.compile("\\[\\d+].*$|\\([\\w, .<>]*\\).*$");

  /** How it went. */
  public enum Result {
    PASSED,
    SKIPPED,
    FAILED
  }

  /** The scenarios it shows: {@code PAY-C1, C2, FLT-D01: …} names three. */
  Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    Matcher found = IDS.matcher(name);
    while (found.find()) {
      ids.add(found.group(1) + "-" + found.group(2) + found.group(3));
      Matcher more = MORE_IDS.matcher(found.group(4));
      while (more.find()) {
        ids.add(found.group(1) + "-" + more.group());
      }
    }
    return ids;
  }

  /** Where it is and what it shows, without ids and parameters. */
  public String label() {
    String simpleName = className.substring(className.lastIndexOf('.') + 1);
    String sentence = PARAMETERS.matcher(name).replaceFirst("");
    sentence = LEADING_IDS.matcher(sentence).replaceFirst("");
    return "%s %s: %s".formatted(module, simpleName, sentence.strip());
  }
}
