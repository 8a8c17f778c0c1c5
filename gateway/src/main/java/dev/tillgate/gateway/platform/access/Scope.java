package dev.tillgate.gateway.platform.access;

import io.javalin.security.RouteRole;
import java.util.Locale;

/** What a key may do. Each scope includes those before it. */
public enum Scope implements RouteRole {
  READ,
  CHECKOUT,
  ADMIN;

  public boolean includes(Scope needed) {
    return compareTo(needed) >= 0;
  }

  /** The scope as the API and the command line write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of this word.
   *
   * @throws IllegalArgumentException naming the words there are
   */
  public static Scope of(String word) {
    for (Scope scope : values()) {
      if (scope.word().equals(word)) {
        return scope;
      }
    }
    throw new IllegalArgumentException(
        "'" + word + "' is no scope; there are read, checkout and admin");
  }
}
