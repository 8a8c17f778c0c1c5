package dev.tillgate.gateway.payment.callback;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    byte[] body) {

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
