package dev.tillgate.gateway.payment.callback.scheme;

import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells a provider's callbacks from forged ones. Pure: the same input gives the same verdict, and
 * no input makes it throw.
 */
public interface SignatureVerifier {
  /**
   * Checks the signature over the exact bytes, in constant time and with bounded work; empty when
   * it is genuine.
   *
   * @param secrets those active now, as the provider shows them; any one may have signed
   * @param now for the age of the signature, bounded on both sides where the scheme signs a time
   */
  Optional<Rejected> refusal(Delivery delivery, List<String> secrets, Instant now);

  /** Checks as {@link #refusal} does, and reads what the bytes say only when they are genuine. */
  Verdict verify(Delivery delivery, List<String> secrets, Instant now);

  /** Whether the secret is written as the provider writes its secrets. */
  boolean takes(String secret);

  /**
   * When it says to have been signed, not believed yet; empty in schemes that sign no time, and
   * when it is not written as the provider writes it.
   */
  Optional<Instant> signedAt(Delivery delivery);

  /**
   * The body of the answer by which the provider knows the callback as taken in; empty when the
   * status says it.
   */
  String acknowledgement();
}
