package dev.tillgate.gateway.payment.callback.scheme;

/** The sender's fault, found while a callback is read; never leaves {@link DescribedScheme}. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * @param reason the word of {@link Verdict.Rejected}
   */
  Refusal(String reason) {
    // Anybody may cause it: no stack is worth its time.
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
