package dev.tillgate.mockpsp.callback;

/** How a send ended: only a 2xx is a delivery, and {@code detail} says what came instead. */
record Outcome(boolean delivered, String detail) {

  static Outcome answered(int status) {
    return new Outcome(status >= 200 && status < 300, String.valueOf(status));
  }

  static Outcome unanswered(String reason) {
    return new Outcome(false, reason);
  }
}
