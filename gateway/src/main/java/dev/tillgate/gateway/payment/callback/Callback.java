package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.Source;
import dev.tillgate.gateway.payment.provider.Intent;
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
    Origin origin,
    byte[] body) {

  /** How it came. The {@code CHECK} of the column {@code callbacks.origin} lists the same words. */
  enum Origin {
    /** Called back, with a signature that is genuine. */
    CALLBACK(Source.CALLBACK),
    /** Read from the provider's list with our own key, so as believable. */
    READ_BACK(Source.READ_BACK);

    private final Source source;

    Origin(Source source) {
      this.source = source;
    }

    /** Who brought the news, in the words of the settlement. */
    Source source() {
      return source;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Origin of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Origin::word).toList();
    }
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
   * @param stranger the intent it is about, when that names us and is no payment of ours
   */
  record Outcome(
      State state, @Nullable String reason, @Nullable String paymentId, Optional<Intent> stranger) {
    Outcome(State state, @Nullable String reason, @Nullable String paymentId) {
      this(state, reason, paymentId, Optional.empty());
    }
  }
}
