package dev.tillgate.smtp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One e-mail address in its plain form, which nobody can read as two: dot-atom, ASCII, at most 254
 * characters (RFC 5321, 4.5.3.1.3). Quoted names, comments, lists and literal addresses are none.
 */
record Mailbox(String address) {
  private static final int LENGTH_MAX = 254;
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern FORM =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

  static Optional<Mailbox> of(String text) {
    return text.length() <= LENGTH_MAX && FORM.matcher(text).matches()
        ? Optional.of(new Mailbox(text))
        : Optional.empty();
  }

  String domain() {
    return address.substring(address.indexOf('@') + 1);
  }
}
