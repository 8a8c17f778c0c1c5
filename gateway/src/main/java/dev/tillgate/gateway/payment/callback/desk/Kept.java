package dev.tillgate.gateway.payment.callback.desk;

import dev.tillgate.gateway.payment.callback.Callback;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A callback of the inbox as a person looks at it. */
record Kept(Callback callback, Fate fate, Times times) {

  /**
   * What became of it.
   *
   * @param reason a short word; null when there is nothing to add
   * @param payment the payment it was about; null when none is known
   * @param order that payment's order
   */
  record Fate(@Nullable String reason, @Nullable String payment, @Nullable String order) {}

  /**
   * When.
   *
   * @param settled null while it is deferred
   * @param due when it is tried again; null when it is not
   */
  record Times(Instant received, @Nullable Instant settled, @Nullable Instant due) {}
}
