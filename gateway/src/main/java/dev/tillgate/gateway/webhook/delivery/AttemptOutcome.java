package dev.tillgate.gateway.webhook.delivery;

import java.util.Locale;

/** How one send ended. */
public enum AttemptOutcome {
  /** The receiver has it; over HTTP, a 2xx status line. */
  DELIVERED,
  /** It has not, or nobody knows; over HTTP, any other status or none. */
  FAILED,
  /**
   * The guard let nothing be sent, or a receiver that works will not have this one: nothing to hold
   * against the endpoint.
   */
  REFUSED,
  /** The gateway ended during the send: it may have been seen. */
  INTERRUPTED;

  /** The outcome as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AttemptOutcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
