package dev.tillgate.gateway.payment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where one attempt to pay stands. Every state has a rank; a signal that would lead to a lower one
 * came late and is ignored, but for the second try on the same intent.
 */
public enum PaymentState {
  /** Written down; nothing was sent, or surely nothing arrived. */
  CREATED(0),
  /** Being sent: the provider may have it. */
  SUBMITTED(1),
  /** Sent, and the answer was lost; never shown as failed. */
  UNKNOWN(1),
  /** The provider is at work, or said "succeeded" in a direct answer nobody signed. */
  PROCESSING(2),
  REQUIRES_ACTION(2),
  /** Declined. The same intent may still be paid with another card. */
  FAILED(3),
  /** Held on the card, not captured. */
  AUTHORIZED(4),
  CANCELED(5),
  SUCCEEDED(6),
  /** Paid, but not for keeping: it goes back. */
  REFUND_PENDING(7),
  PARTIALLY_REFUNDED(7),
  REFUNDED(7),
  REFUND_FAILED(7),
  /** What the provider says and what we asked for disagree; a person decides. */
  NEEDS_REVIEW(8);

  private static final Set<PaymentState> AFTER_FAILED =
      Set.of(
          PROCESSING,
          REQUIRES_ACTION,
          AUTHORIZED,
          CANCELED,
          SUCCEEDED,
          REFUND_PENDING,
          NEEDS_REVIEW);

  // What a call must have gone out for, and no signal has settled yet.
  private static final Set<PaymentState> UNSETTLED = Set.of(CREATED, SUBMITTED, UNKNOWN);

  // Where only the provider or the shopper can bring news, and we ask from time to time.
  private static final Set<PaymentState> OPEN_AT_PROVIDER =
      Set.of(PROCESSING, REQUIRES_ACTION, AUTHORIZED);

  // Of what the provider is processing only the end can be awaited; held money is a person's.
  private static final Set<PaymentState> REVOCABLE = Set.of(REQUIRES_ACTION, FAILED);

  // Money on its way back has its own questions to ask.
  private static final Set<PaymentState> GOING_BACK =
      Set.of(REFUND_PENDING, PARTIALLY_REFUNDED, REFUNDED, REFUND_FAILED);
  // Only what a person has decided, here or at the provider, where all of the money was given back;
  // Settlement lets no other news through to a payment in review.
  private static final Set<PaymentState> AFTER_REVIEW =
      Set.of(SUCCEEDED, CANCELED, REFUND_PENDING, REFUNDED);

  private static final Set<PaymentState> HOLDING_MONEY =
      Set.of(SUCCEEDED, REFUND_PENDING, PARTIALLY_REFUNDED, REFUND_FAILED);

  private static final Set<PaymentState> CAPTURED =
      Set.of(SUCCEEDED, REFUND_PENDING, PARTIALLY_REFUNDED, REFUNDED, REFUND_FAILED);

  private final int rank;

  PaymentState(int rank) {
    this.rank = rank;
  }

  /** Whether the provider's word that it is {@code next} now is news, not an echo from the past. */
  public boolean mayBecome(PaymentState next) {
    return switch (this) {
      case FAILED -> AFTER_FAILED.contains(next);
      // A canceled intent cannot be paid at a correct provider: Settlement asks before it believes.
      case CANCELED -> next == NEEDS_REVIEW || next == SUCCEEDED;
      case CREATED, SUBMITTED, UNKNOWN, PROCESSING, REQUIRES_ACTION, AUTHORIZED, SUCCEEDED ->
          next != this && next.rank >= rank;
      case REFUND_PENDING, PARTIALLY_REFUNDED, REFUNDED, REFUND_FAILED ->
          next != this && next.rank == rank;
      case NEEDS_REVIEW -> AFTER_REVIEW.contains(next);
    };
  }

  /** Whether the shopper's money is here, or on its way back. */
  boolean holdsMoney() {
    return HOLDING_MONEY.contains(this);
  }

  /** Whether we have to call the provider again before anything can be known. */
  public boolean isUnsettled() {
    return UNSETTLED.contains(this);
  }

  /** Whether it is the provider's turn, and we ask how it stands from time to time. */
  public boolean isOpenAtProvider() {
    return OPEN_AT_PROVIDER.contains(this);
  }

  /** Whether the provider lets us take it back, and somebody could pay it until we do. */
  boolean isRevocable() {
    return REVOCABLE.contains(this);
  }

  /** Whether a person may have the provider asked how it stands. */
  public boolean isAskedFor() {
    return !GOING_BACK.contains(this);
  }

  /** Whether the shopper's money came, be it that it went back since. */
  public boolean isCaptured() {
    return CAPTURED.contains(this);
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
  public static PaymentState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Every state's word, in the order of the enum. */
  public static List<String> words() {
    return Arrays.stream(values()).map(PaymentState::word).toList();
  }
}
