package dev.tillgate.mockpsp.callback;

/**
 * How a send ended: only a 2xx is a delivery.
 *
 * @param mayRepeat whether another attempt makes sense when this was no delivery
 * @param status the HTTP status; 0 when nothing was answered
 * @param detail the status, or what came instead
 */
record Outcome(boolean delivered, boolean mayRepeat, int status, String detail) {

  static Outcome answered(int status) {
    return new Outcome(status >= 200 && status < 300, true, status, String.valueOf(status));
  }

  static Outcome unanswered(String reason) {
    return new Outcome(false, true, 0, reason);
  }

  /**
   * Stripe's documentation: an endpoint found disabled when a retry is due gets no more retries.
   */
  static Outcome disabled() {
    return new Outcome(false, false, 0, "the endpoint is disabled");
  }

  /** A test wanted it lost. */
  static Outcome dropped() {
    return new Outcome(false, false, 0, "dropped");
  }
}
