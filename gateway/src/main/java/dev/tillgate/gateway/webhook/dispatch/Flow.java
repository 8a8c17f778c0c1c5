package dev.tillgate.gateway.webhook.dispatch;

/**
 * How one endpoint copes, learnt from its answers: additive increase, multiplicative decrease (as
 * TCP does, RFC 5681), and doubling while it comes back.
 *
 * @param limit sends at a time
 * @param credit successes since the limit last changed
 * @param failures straight ones
 */
record Flow(int limit, int credit, int failures) {
  /** Where coming back begins. */
  static final Flow RAMP = new Flow(2, 0, 0);

  /** As much as may be, until it proves too much. */
  static Flow full(int max) {
    return new Flow(max, 0, 0);
  }

  /** One more at a time after as many successes as there may be at a time; up to the maximum. */
  Flow succeeded(int max) {
    return succeeded(max, limit + 1);
  }

  /** The same, but twice as many. */
  Flow rampedUp(int max) {
    return succeeded(max, limit * 2);
  }

  private Flow succeeded(int max, int next) {
    return credit + 1 >= limit
        ? new Flow(Math.min(max, next), 0, 0)
        : new Flow(Math.min(max, limit), credit + 1, 0);
  }

  /**
   * One more straight failure.
   *
   * @param overload whether the failure looks like too much at a time: half as many from here on
   */
  Flow failed(boolean overload) {
    return new Flow(overload ? Math.max(1, limit / 2) : limit, 0, failures + 1);
  }
}
