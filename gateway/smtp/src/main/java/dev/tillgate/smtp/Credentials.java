package dev.tillgate.smtp;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who the relay is told we are. */
record Credentials(String username, String password) {
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";

  static boolean areWellFormed(Map<String, String> options) {
    return options.isEmpty() || options.keySet().equals(Set.of(USERNAME, PASSWORD));
  }

  static Optional<Credentials> of(Map<String, String> options) {
    String username = options.get(USERNAME);
    String password = options.get(PASSWORD);
    return username == null || password == null
        ? Optional.empty()
        : Optional.of(new Credentials(username, password));
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "Credentials[" + username + "]";
  }
}
