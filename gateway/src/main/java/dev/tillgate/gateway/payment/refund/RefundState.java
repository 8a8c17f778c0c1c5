package dev.tillgate.gateway.payment.refund;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a refund stands. The table of moves is the whole state machine; the {@code CHECK} of the
 * table {@code refunds} lists the same states.
 */
public enum RefundState {
  /** Written down; nothing was sent, or surely nothing arrived. */
  CREATED,
  /** Being sent: the provider may have it. */
  SUBMITTED,
  /** Sent, and the answer was lost; found out under the same key, never sent under another. */
  UNKNOWN,
  /** The provider has it, and its bank takes its time. */
  PENDING,
  /** The money is back; a bank may still find that it cannot take it. */
  SUCCEEDED,
  FAILED,
  CANCELED;

  private static final Map<RefundState, Set<RefundState>> MOVES =
      Map.of(
          CREATED, Set.of(SUBMITTED, PENDING, SUCCEEDED, FAILED, CANCELED),
          SUBMITTED, Set.of(CREATED, UNKNOWN, PENDING, SUCCEEDED, FAILED, CANCELED),
          UNKNOWN, Set.of(PENDING, SUCCEEDED, FAILED, CANCELED),
          PENDING, Set.of(SUCCEEDED, FAILED, CANCELED),
          SUCCEEDED, Set.of(FAILED));

  private static final Set<RefundState> UNSETTLED = Set.of(CREATED, SUBMITTED, UNKNOWN);

  public boolean mayBecome(RefundState next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether we have to call the provider (again) before anything can be known. */
  public boolean isUnsettled() {
    return UNSETTLED.contains(this);
  }

  /** Whether the money is on its way, as far as we know; such a refund has a time to act. */
  public boolean isOpen() {
    return isUnsettled() || this == PENDING;
  }

  /** The state as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this word.
   *
   * @throws IllegalArgumentException when there is no such state
   */
  public static RefundState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Every state's word, in the order of the enum. */
  public static List<String> words() {
    return Arrays.stream(values()).map(RefundState::word).toList();
  }
}
