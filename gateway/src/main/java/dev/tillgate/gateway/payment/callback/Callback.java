package dev.tillgate.gateway.payment.callback;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A callback in the inbox.
 *
 * @param checks those made so far
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Callback(
    String id, Origin origin, State state, int tries, Checks checks, byte[] body) {

  /**
   * What the provider says it is.
   *
   * @param eventId the provider's id of the event, the same on every delivery
   * @param subject the provider's id of what the event is about; null when it names nothing of use
   */
  public record Origin(String provider, String eventId, String type, @Nullable String subject) {
    static Origin of(String provider, ProviderEvent event) {
      return new Origin(provider, event.id(), event.type(), event.news().subject().orElse(null));
    }
  }

  /** As if it had just come. */
  Callback reopened() {
    return new Callback(id, origin, State.RECEIVED, 0, checks, body);
  }

  String provider() {
    return origin.provider();
  }

  String type() {
    return origin.type();
  }

  /**
   * Where a callback stands. The {@code CHECK} of the table {@code callbacks} lists the same
   * states.
   */
  public enum State {
    RECEIVED,
    PROCESSED,
    IGNORED,
    DEFERRED,
    DEAD;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The states as the API and the store write them. */
    public static List<String> words() {
      return Arrays.stream(values()).map(State::word).toList();
    }
  }

  /**
   * What became of a callback when it was applied.
   *
   * @param reason a short word; null when there is nothing to add
   * @param paymentId the payment it is about, once known
   * @param checks those that were made, the ones of its arrival included
   */
  public record Outcome(
      State state, @Nullable String reason, @Nullable String paymentId, Checks checks) {

    Outcome dead() {
      return new Outcome(State.DEAD, reason, paymentId, checks);
    }
  }
}
