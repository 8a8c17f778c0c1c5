package dev.tillgate.gateway.payment;

/** What becomes of money that comes for an order whose time has run out. */
public enum LateSuccess {
  /** It goes back. */
  REFUND,
  /** The order is confirmed after all if its stock can be had again; else the money goes back. */
  REVIVE
}
