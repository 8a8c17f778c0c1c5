package dev.tillgate.smtp;

import java.util.regex.Pattern;

/** Text from outside as one line of plain characters: nothing in it can begin another header. */
final class Plain {
  // Controls, line and paragraph separators; what reorders text; half characters and no characters.
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FFFE}\\x{FFFF}]+");

  private Plain() {}

  static String line(String text) {
    return NO_TEXT.matcher(text).replaceAll(" ").strip();
  }
}
