package dev.tillgate.gateway.payment.callback;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A callback in the inbox. */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
record Callback(
    String id,
    String provider,
    String providerEventId,
    String type,
    State state,
    int tries,
    byte[] body,
    Envelope envelope) {

  /**
   * What came with the body and is kept beside it; all empty where the body says everything.
   *
   * @param repetitionKey the same in every copy of the event, though its id may not be
   * @param contentType the sender's word
   * @param occurredAt the provider's time
   */
  record Envelope(
      Optional<String> repetitionKey, Optional<String> contentType, Optional<Instant> occurredAt) {
    static final Envelope NONE = new Envelope(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Where a callback stands. The {@code CHECK} of the table {@code callbacks} lists the same
   * states.
   */
  enum State {
    RECEIVED,
    PROCESSED,
    IGNORED,
    DEFERRED,
    DEAD;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<String> words() {
      return Arrays.stream(values()).map(State::word).toList();
    }
  }

  /**
   * What became of a callback when it was applied.
   *
   * @param reason a short word; null when there is nothing to add
   * @param paymentId the payment it is about, once known
   */
  record Outcome(State state, @Nullable String reason, @Nullable String paymentId) {}
}
