package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A genuine callback of one provider.
 *
 * @param signatureHeader the header the signature stands in; empty for a signature in the body
 * @param now when it is looked at
 */
public record Sample(
    SignatureVerifier verifier,
    String signatureHeader,
    Map<String, String> headers,
    String body,
    Secrets secrets,
    Instant now) {
  public static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

  public record Secrets(String right, String other) {}

  public Sample {
    headers = Map.copyOf(headers);
  }

  public static Sample of(
      SignatureVerifier verifier, String header, String signature, String body, String secret) {
    return new Sample(
        verifier,
        header,
        Map.of(header, signature),
        body,
        new Secrets(secret, secret + "x"),
        Instant.parse("2026-11-23T00:00:00Z"));
  }

  public Sample with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Sample(verifier, signatureHeader, more, body, secrets, now);
  }

  public Sample withBody(String other) {
    return new Sample(verifier, signatureHeader, headers, other, secrets, now);
  }

  public Sample withOtherSecret(String other) {
    return new Sample(
        verifier, signatureHeader, headers, body, new Secrets(secrets.right(), other), now);
  }

  public Sample at(Instant then) {
    return new Sample(verifier, signatureHeader, headers, body, secrets, then);
  }

  Sample atSeconds(long seconds) {
    return at(Instant.ofEpochSecond(seconds));
  }

  String signature() {
    return headers.getOrDefault(signatureHeader, "");
  }

  Verdict verify() {
    return verify(List.of(secrets.right()));
  }

  Verdict verify(List<String> active) {
    return verify(Optional.of(URL), active);
  }

  Verdict verify(Optional<String> url, List<String> active) {
    return verifier.verify(new Delivery(this::lines, body.getBytes(UTF_8), url), active, now);
  }

  /** With these lines in place of the signature's header. */
  Verdict verifyWithLines(List<String> lines) {
    Delivery delivery =
        new Delivery(
            name -> name.equalsIgnoreCase(signatureHeader) ? lines : lines(name),
            body.getBytes(UTF_8),
            Optional.of(URL));
    return verifier.verify(delivery, List.of(secrets.right()), now);
  }

  public List<String> lines(String name) {
    return headers.entrySet().stream()
        .filter(header ->
            header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getValue)
        .toList();
  }
}
