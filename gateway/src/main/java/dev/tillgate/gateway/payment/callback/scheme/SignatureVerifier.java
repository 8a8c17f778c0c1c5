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

  /**
   * When it says to have been signed, not believed yet; empty in schemes that sign no time, and
   * when it is not written as the provider writes it.
   */
  Optional<Instant> signedAt(Delivery delivery);

  /**
   * Takes a body whose signature is genuine apart: one body for each event, written as the provider
   * writes a body of one event, with the same signature. The body itself where it sends no batches.
   */
  List<byte[]> parts(byte[] body);

  /**
   * Reads the event of one of the {@link #parts}, believing the signature.
   *
   * @throws IllegalArgumentException when it has no id or no type, saying which
   */
  SignedEvent event(Delivery part);

  /**
   * What is the same in every copy of this event because it is signed; Empty where the event's id
   * is signed itself, and two ids are two events.
   */
  Optional<String> repetitionKey(SignedEvent event, byte[] part);

  /**
   * The body of the answer by which the provider knows the callback as taken in; empty when the
   * status says it.
   */
  String acknowledgement();

  /** Whether the URL as configured is part of what is signed: without one nothing is genuine. */
  boolean signsUrl();

  /** Whether a secret is written as the provider writes its secrets, so that it can sign at all. */
  boolean takes(String secret);
}
