package dev.tillgate.gateway.payment.callback.debugger;

import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A callback put before a scheme, as it is or changed in one thing. */
final class Trial {
  /** What a scheme says when it could read the header and looked at the signature or the clock. */
  private static final Set<String> OF_THE_SIGNATURE =
      Set.of("", "bad-signature", "no-active-secret", "no-usable-secret");

  private final SignatureVerifier scheme;
  private final Delivery delivery;
  private final List<String> active;
  private final Instant now;

  Trial(Signatory provider, Delivery delivery, Instant now) {
    this.scheme = provider.scheme();
    this.delivery = delivery;
    this.active = provider.active(now);
    this.now = now;
  }

  Delivery delivery() {
    return delivery;
  }

  List<String> active() {
    return active;
  }

  /** Whether it would be believed if it came now. */
  boolean isGenuine() {
    return refusal(delivery, active, now).isEmpty();
  }

  /** When it says to have been signed. */
  Optional<Instant> signedAt() {
    return scheme.signedAt(delivery);
  }

  /** Why it is refused, whatever the time is; empty when it is not. */
  String reason() {
    return reason(delivery, active);
  }

  /** Whether it was signed a short while ago. */
  boolean isTimely() {
    String reason = refusal(delivery, active, now);
    return !reason.equals("too-old") && !reason.equals("too-new");
  }

  boolean fitsUnder(List<String> secrets) {
    return reason(delivery, secrets).isEmpty();
  }

  boolean fitsWith(byte[] body) {
    return reason(new Delivery(delivery.headers(), body, delivery.url()), active).isEmpty();
  }

  /** Whether the scheme could read its header if every header it misses had this value. */
  boolean isReadWith(String value) {
    Delivery renamed =
        new Delivery(
            name -> {
              List<String> there = delivery.headers().apply(name);
              return there.isEmpty() ? List.of(value) : there;
            },
            delivery.body(),
            delivery.url());
    return isOfTheSignature(reason(renamed, active));
  }

  static boolean isOfTheSignature(String reason) {
    return OF_THE_SIGNATURE.contains(reason);
  }

  /** At the time it says, so that the clock plays no part. */
  private String reason(Delivery tried, List<String> secrets) {
    return refusal(tried, secrets, scheme.signedAt(tried).orElse(now));
  }

  private String refusal(Delivery tried, List<String> secrets, Instant at) {
    return scheme.refusal(tried, secrets, at).map(Rejected::reason).orElse("");
  }
}
