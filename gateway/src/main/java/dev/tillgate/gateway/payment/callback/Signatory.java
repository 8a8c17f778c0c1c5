package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who calls back, and how what they send is told from what others send in their name.
 *
 * @param name the last segment of the callback path
 * @param secrets what they may sign with; never printed
 * @param url where they were told to send it, letter by letter; needed where the scheme signs it
 */
public record Signatory(
    String name, SignatureVerifier scheme, List<CallbackSecret> secrets, Optional<String> url) {
  private static final int ACTIVE_MAX = 2;

  public Signatory {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("no callback secret is given for " + name);
    }
    if (!secrets.stream().allMatch(secret -> scheme.takes(secret.value()))) {
      throw new IllegalArgumentException(
          "a callback secret of " + name + " is not written as its scheme writes secrets");
    }
    if (scheme.signsUrl() && url.isEmpty()) {
      throw new IllegalArgumentException(
          "the scheme of " + name + " signs the URL it sends to, so that URL must be given");
    }
    secrets = List.copyOf(secrets);
  }

  /** What came, with the URL they were told rather than the one they used. */
  public Delivery delivery(CallbackHeaders headers, byte[] body) {
    return new Delivery(headers::all, body, url);
  }

  /** The secrets that may have signed what comes now. */
  public List<String> active(Instant now) {
    return secrets.stream()
        .filter(secret -> secret.isActive(now))
        .map(CallbackSecret::value)
        .toList();
  }

  /** A replaced secret beside its successor, and no more: each is one more way in. */
  void check(Instant now) {
    if (active(now).size() > ACTIVE_MAX) {
      throw new IllegalArgumentException(
          "at most "
              + ACTIVE_MAX
              + " callback secrets of "
              + name
              + " may be active at once; give the older ones an end");
    }
  }

  /** The reason not to believe it now; empty when it is genuine. */
  Optional<String> refusal(Delivery delivery, Instant now) {
    return scheme.refusal(delivery, active(now), now).map(Rejected::reason);
  }

  @Override
  public String toString() {
    return "Signatory[" + name + ']';
  }
}
