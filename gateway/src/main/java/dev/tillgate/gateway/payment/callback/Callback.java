package dev.tillgate.gateway.payment.callback;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A callback in the inbox.
 *
 * @param checks those made so far
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Callback(
    String id,
    Origin origin,
    Envelope envelope,
    State state,
    int tries,
    Checks checks,
    byte[] body) {

  /**
   * What the provider says it is, and how it came.
   *
   * @param eventId the provider's id of the event, the same on every delivery
   * @param subject the provider's id of what the event is about; null when it names nothing of use
   */
  public record Origin(
      String provider, String eventId, String type, @Nullable String subject, Channel channel) {}

  /**
   * What came with the body and is kept beside it; all empty where the body says everything.
   *
   * @param repetitionKey the same in every copy of the event, though its id may not be
   * @param contentType the sender's word
   * @param occurredAt the provider's time
   */
  public record Envelope(
      Optional<String> repetitionKey, Optional<String> contentType, Optional<Instant> occurredAt) {
    /** The body says everything. */
    public static final Envelope NONE =
        new Envelope(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** As if it had just come. */
  Callback reopened() {
    return new Callback(id, origin, envelope, State.RECEIVED, 0, checks, body);
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
