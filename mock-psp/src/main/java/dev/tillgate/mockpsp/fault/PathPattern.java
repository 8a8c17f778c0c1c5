package dev.tillgate.mockpsp.fault;

import java.util.regex.Pattern;

/**
 * A path of the API, exact or with wildcards: {@code *} stands for anything within one segment,
 * {@code **} for anything at all, and everything else for itself. A {@code *} for the id makes a
 * route's path match every call of that route; {@code /v1/**} matches every call there is.
 */
record PathPattern(String text) {
  private static final Pattern WILDCARD = Pattern.compile("\\*\\*?");

  /** Whether it matches the whole path, which comes without a query. */
  boolean matches(String path) {
    return Pattern.matches(expression(), path);
  }

  private String expression() {
    StringBuilder expression = new StringBuilder();
    var wildcards = WILDCARD.matcher(text);
    int literal = 0;
    while (wildcards.find()) {
      expression.append(Pattern.quote(text.substring(literal, wildcards.start())));
      expression.append(wildcards.group().length() == 1 ? "[^/]*" : ".*");
      literal = wildcards.end();
    }
    return expression.append(Pattern.quote(text.substring(literal))).toString();
  }
}
