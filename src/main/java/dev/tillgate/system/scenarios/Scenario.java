package dev.tillgate.system.scenarios;

import java.util.regex.Pattern;

/**
 * Something that happens between a shop, the gateway, the provider and the world.
 *
 * @param id such as {@code PAY-A1}
 * @param text what happens, in a line
 */
public record Scenario(String id, String text) {
  private static final Pattern REQUIRED = Pattern.compile("(PAY-[A-J]|FLT-[OEP])\\d+");

  /** Whether it must be shown by a test now; the others may be, and are shown as they come. */
  public boolean isRequired() {
    return REQUIRED.matcher(id).matches();
  }
}
