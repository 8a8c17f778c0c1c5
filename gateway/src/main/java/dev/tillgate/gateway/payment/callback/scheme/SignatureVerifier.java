package dev.tillgate.gateway.payment.callback.scheme;

import java.time.Instant;
import java.util.List;

/**
 * Tells a provider's callbacks from forged ones. Pure: the same input gives the same verdict, and
 * no input makes it throw.
 */
public interface SignatureVerifier {
  /**
   * Checks the signature over the exact bytes, in constant time and with bounded work, and reads
   * what they say only when it is genuine.
   *
   * @param secrets those active now, as the provider shows them; any one may have signed
   * @param now for the age of the signature, bounded on both sides where the scheme signs a time
   */
  Verdict verify(Delivery delivery, List<String> secrets, Instant now);

  /**
   * The body of the answer by which the provider knows the callback as taken in; empty when the
   * status says it.
   */
  String acknowledgement();
}
