package dev.tillgate.gateway.payment.callback;

import java.time.Instant;
import java.util.List;

/** How a provider signs its callbacks. Pure: the same input gives the same verdict. */
@FunctionalInterface
public interface SignatureScheme {
  /**
   * Checks a callback's signature over its exact bytes, in constant time and with bounded work.
   *
   * @param headers every line of the request's headers
   * @param secrets the secrets that are active now; any one may have signed
   * @param now for the age of the signature, bounded on both sides
   */
  Verdict check(CallbackHeaders headers, byte[] body, List<String> secrets, Instant now);

  /** What the check found. */
  sealed interface Verdict {
    /** Signed by one of the secrets, recently. */
    record Genuine() implements Verdict {}

    /**
     * Not to be believed.
     *
     * @param reason a short word for logs and counters ({@code bad-signature}, {@code too-old} …);
     *     never shown to the sender
     */
    record Rejected(String reason) implements Verdict {}
  }
}
