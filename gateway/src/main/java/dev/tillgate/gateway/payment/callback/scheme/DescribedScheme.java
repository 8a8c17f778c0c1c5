package dev.tillgate.gateway.payment.callback.scheme;

import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Unreadable;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A scheme by its description; the order of the checks is the same for all.
 *
 * @param claims what a callback says to be signed
 * @param proof what holds it against a secret
 * @param tolerance the most a signed time may lie before or after ours, in whole seconds; unused
 *     where the scheme signs no time
 * @param events what a genuine one says
 * @param habits what else is peculiar to the provider
 */
record DescribedScheme(
    Claim.Reader claims, Proof proof, Duration tolerance, EventReader events, Habits habits)
    implements SignatureVerifier {
  DescribedScheme {
    if (tolerance.isNegative()) {
      throw new IllegalArgumentException("a tolerance is not negative: " + tolerance);
    }
  }

  @Override
  public Optional<Rejected> refusal(Delivery delivery, List<String> secrets, Instant now) {
    try {
      check(claims.read(delivery), secrets, now);
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(new Rejected(refusal.reason()));
    }
  }

  @Override
  public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
    return refusal(delivery, secrets, now)
        .<Verdict>map(rejected -> rejected)
        .orElseGet(() -> read(delivery));
  }

  @Override
  public List<byte[]> parts(byte[] body) {
    return habits.batch().parts(body);
  }

  @Override
  public SignedEvent event(Delivery part) {
    return events.read(part).getFirst();
  }

  @Override
  public Optional<String> repetitionKey(SignedEvent event, byte[] part) {
    return habits.repetition().of(event, part);
  }

  @Override
  public String acknowledgement() {
    return habits.acknowledgement();
  }

  @Override
  public boolean signsUrl() {
    return habits.signsUrl();
  }

  @Override
  public boolean takes(String secret) {
    return proof.under(secret).isPresent();
  }

  @Override
  public Optional<Instant> signedAt(Delivery delivery) {
    try {
      return claims.read(delivery).stream()
          .flatMap(claim -> claim.timestamp().stream())
          .map(time -> Instant.ofEpochSecond(time.seconds()))
          .findFirst();
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }

  private void check(List<Claim> found, List<String> secrets, Instant now) {
    if (found.isEmpty()) {
      throw new Refusal("no-signature");
    }
    found.forEach(claim -> claim.timestamp().ifPresent(time -> checkAge(time, now)));
    if (!allSigned(found, keys(secrets))) {
      throw new Refusal("bad-signature");
    }
  }

  private void checkAge(Claim.Timestamp time, Instant now) {
    long age = now.getEpochSecond() - time.seconds();
    if (Math.abs(age) > tolerance.toSeconds()) {
      throw new Refusal(age > 0 ? "too-old" : "too-new");
    }
  }

  private List<Predicate<Claim>> keys(List<String> secrets) {
    if (secrets.isEmpty()) {
      throw new Refusal("no-active-secret");
    }
    List<Predicate<Claim>> keys =
        secrets.stream().map(proof::under).flatMap(Optional::stream).toList();
    if (keys.isEmpty()) {
      throw new Refusal("no-usable-secret");
    }
    return keys;
  }

  // Every claim meets every key, held or not: how long it takes tells nothing about either.
  private static boolean allSigned(List<Claim> claims, List<Predicate<Claim>> keys) {
    boolean all = true;
    for (Claim claim : claims) {
      boolean any = false;
      for (Predicate<Claim> key : keys) {
        any |= key.test(claim);
      }
      all &= any;
    }
    return all;
  }

  private Verdict read(Delivery delivery) {
    try {
      return new Verified(events.read(delivery));
    } catch (IllegalArgumentException e) {
      return new Unreadable(String.valueOf(e.getMessage()));
    }
  }
}
