package dev.tillgate.mockpsp.method;

/** What becomes of a payment that went well. */
public enum Aftermath {
  /** Nothing unusual. */
  NONE,
  /** A refund of it is pending at first and succeeds some time later. */
  REFUND_PENDS,
  /** A refund of it succeeds at first and fails some time later. */
  REFUND_FAILS,
  /** The cardholder disputes it as fraudulent. */
  DISPUTED_AS_FRAUDULENT,
  /** The cardholder disputes it: nothing was received. */
  DISPUTED_AS_NOT_RECEIVED,
  /** The cardholder's bank inquires, which is not a chargeback yet. */
  INQUIRED;

  /** Whether the cardholder goes to the bank. */
  public boolean isDispute() {
    return switch (this) {
      case DISPUTED_AS_FRAUDULENT, DISPUTED_AS_NOT_RECEIVED, INQUIRED -> true;
      case NONE, REFUND_PENDS, REFUND_FAILS -> false;
    };
  }
}
