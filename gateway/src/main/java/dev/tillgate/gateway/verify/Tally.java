package dev.tillgate.gateway.verify;

/**
 * A number that is neither right nor wrong: how many orders are in a state, how much still waits.
 *
 * @param name what is counted
 */
public record Tally(String name, long count) {

  /** For a person. */
  String line() {
    return "       %8d %s".formatted(count, name);
  }
}
