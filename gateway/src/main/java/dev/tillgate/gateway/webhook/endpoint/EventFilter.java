package dev.tillgate.gateway.webhook.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which event types an endpoint wants: globs such as {@code order.*}; the star crosses dots. */
public record EventFilter(List<String> globs, Pattern pattern) {
  private static final Pattern GLOB = Pattern.compile("[a-z0-9_.*-]{1,100}");

  public static EventFilter of(List<String> globs) {
    return new EventFilter(
        List.copyOf(globs),
        Pattern.compile(globs.stream().map(EventFilter::regex).collect(Collectors.joining("|"))));
  }

  /** Lower-case letters, digits, dots, underscores, dashes and stars. */
  public static boolean isGlob(String text) {
    return GLOB.matcher(text).matches();
  }

  public boolean matches(String type) {
    return pattern.matcher(type).matches();
  }

  private static String regex(String glob) {
    return Arrays.stream(glob.split("\\*+", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }
}
