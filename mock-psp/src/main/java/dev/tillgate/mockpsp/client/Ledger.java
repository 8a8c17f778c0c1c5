package dev.tillgate.mockpsp.client;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The truth, to compare everybody else's books with; a snapshot. */
public record Ledger(List<Intent> intents, List<Key> keys) {
  public Ledger {
    intents = List.copyOf(intents);
    keys = List.copyOf(keys);
  }

  /**
   * A payment intent.
   *
   * @param amount in minor units, as {@code captured} and {@code refunded} are
   * @param charges how many took or hold money
   * @param failedCharges how many were declined
   */
  public record Intent(
      String id,
      String status,
      Map<String, String> metadata,
      long amount,
      String currency,
      long captured,
      long refunded,
      int charges,
      int failedCharges) {
    public Intent {
      metadata = Map.copyOf(metadata);
    }

    static Intent read(JsonNode json) {
      Map<String, String> metadata = new TreeMap<>();
      json.path("metadata")
          .properties()
          .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString()));
      return new Intent(
          json.path("id").asString(),
          json.path("status").asString(),
          metadata,
          json.path("amount").asLong(),
          json.path("currency").asString(),
          json.path("captured").asLong(),
          json.path("refunded").asLong(),
          json.path("charges").asInt(),
          json.path("failed_charges").asInt());
    }
  }

  /**
   * An idempotency key.
   *
   * @param executions how often it made something happen
   * @param replays how often its first answer was given again
   */
  public record Key(String key, long executions, long replays) {
    static Key read(JsonNode json) {
      return new Key(
          json.path("key").asString(),
          json.path("executions").asLong(),
          json.path("replays").asLong());
    }
  }

  static Ledger read(JsonNode json) {
    return new Ledger(
        json.path("payment_intents").valueStream().map(Intent::read).toList(),
        json.path("keys").valueStream().map(Key::read).toList());
  }

  /** The one intent there is; an {@link AssertionError} when there are none or several. */
  public Intent intent() {
    if (intents.size() != 1) {
      throw new AssertionError("expected one payment intent, but there are " + intents);
    }
    return intents.getFirst();
  }

  /** The counts of a key; all zero when it was never used for what this ledger is about. */
  public Key key(String key) {
    return keys.stream()
        .filter(known -> known.key().equals(key))
        .findFirst()
        .orElseGet(() -> new Key(key, 0, 0));
  }
}
