package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@link Schemes#stripe} as the payments ask for it: they read the event themselves, with its
 * payment intent, so that one that is signed but no event is kept for a person and not refused.
 */
public final class StripeSignature implements SignatureScheme {
  /** What Stripe's own libraries allow. */
  public static final Duration DEFAULT_TOLERANCE = Schemes.DEFAULT_TOLERANCE;

  private final SignatureVerifier verifier;

  public StripeSignature() {
    this(DEFAULT_TOLERANCE);
  }

  /**
   * @param tolerance the most a signature's time may lie before or after ours; whole seconds, as
   *     the header knows nothing finer
   */
  public StripeSignature(Duration tolerance) {
    verifier = Schemes.stripe(tolerance);
  }

  @Override
  public Verdict check(CallbackHeaders headers, byte[] body, List<String> secrets, Instant now) {
    return verifier
        .refusal(new Delivery(headers::all, body, Optional.empty()), secrets, now)
        .<Verdict>map(refused -> new Verdict.Rejected(refused.reason()))
        .orElseGet(Verdict.Genuine::new);
  }
}
