package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.platform.http.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The checks that were made of a callback and how each ended; one that is missing was not reached,
 * for the first that fails is the last.
 */
public record Checks(Map<Check, Verdict> made) {
  /** None was made yet. */
  public static final Checks NONE = new Checks(Map.of());

  /**
   * How a check ended.
   *
   * @param word {@code ok}, {@code failed}, or {@code none} when there was nothing to check
   * @param detail what was found; empty when the word says it all
   */
  public record Verdict(String word, String detail) {
    boolean isOk() {
      return word.equals("ok");
    }
  }

  public Checks {
    made = Map.copyOf(made);
  }

  public Checks ok(Check check) {
    return with(check, new Verdict("ok", ""));
  }

  public Checks failed(Check check, String detail) {
    return with(check, new Verdict("failed", detail));
  }

  /** There is nothing to check, such as a time in a scheme that signs none. */
  public Checks none(Check check, String detail) {
    return with(check, new Verdict("none", detail));
  }

  /** How the check ended; empty when it was not reached. */
  public Optional<Verdict> verdict(Check check) {
    return Optional.ofNullable(made.get(check));
  }

  /** Only what was seen when it came and cannot be seen again: whether it is genuine. */
  Checks ofArrival() {
    Map<Check, Verdict> arrival = new EnumMap<>(Check.class);
    arrival.putAll(made);
    arrival.keySet().removeIf(check -> check.compareTo(Check.TIMESTAMP) > 0);
    return new Checks(arrival);
  }

  private Checks with(Check check, Verdict verdict) {
    Map<Check, Verdict> more = new EnumMap<>(Check.class);
    more.putAll(made);
    more.put(check, verdict);
    return new Checks(more);
  }

  /** As it stands in the store. */
  String stored() {
    ObjectNode stored = Json.object();
    for (Check check : Check.values()) {
      verdict(check).ifPresent(verdict -> stored.put(check.word(), text(verdict)));
    }
    return Json.text(stored);
  }

  private static String text(Verdict verdict) {
    return verdict.detail().isEmpty() ? verdict.word() : verdict.word() + ": " + verdict.detail();
  }

  /** Reads what {@link #stored} wrote; none for a row from before that. */
  public static Checks ofStored(@Nullable String stored) {
    JsonNode words = stored == null ? Json.object() : Json.parse(stored);
    Map<Check, Verdict> made = new EnumMap<>(Check.class);
    for (Check check : Check.values()) {
      words.path(check.word()).stringValueOpt().ifPresent(text -> made.put(check, verdict(text)));
    }
    return new Checks(made);
  }

  private static Verdict verdict(String text) {
    String[] halves = text.split(": ", 2);
    return new Verdict(halves[0], halves.length == 2 ? halves[1] : "");
  }
}
