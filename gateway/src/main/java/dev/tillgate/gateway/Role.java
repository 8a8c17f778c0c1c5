package dev.tillgate.gateway;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a gateway does of all there is to do. */
public enum Role {
  /** Serves the shop and its operators. */
  API,
  /** Takes the provider's callbacks. */
  CALLBACKS,
  /** Delivers webhooks, and looks after what is due. */
  WORKER;

  /** Everything. */
  public static final Set<Role> ALL = Set.of(values());

  /**
   * The roles in a list such as {@code api,worker}.
   *
   * @throws IllegalArgumentException naming what is none
   */
  public static Set<Role> parse(String list) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : list.split(",", -1)) {
      roles.add(of(word.strip()));
    }
    return roles;
  }

  private static Role of(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("--roles has no role \"" + word + "\": " + known()));
  }

  private static String known() {
    return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
