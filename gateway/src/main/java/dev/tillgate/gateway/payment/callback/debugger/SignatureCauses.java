package dev.tillgate.gateway.payment.callback.debugger;

import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.debugger.Diagnosis.Cause;
import dev.tillgate.gateway.platform.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a signature does not fit: another secret, or another body than was signed. */
final class SignatureCauses {
  private static final String PREFIX = "whsec_";

  private final Trial trial;
  private final List<CallbackSecret> secrets;
  private final Instant now;

  SignatureCauses(Trial trial, List<CallbackSecret> secrets, Instant now) {
    this.trial = trial;
    this.secrets = List.copyOf(secrets);
    this.now = now;
  }

  List<Cause> find() {
    return oldSecret()
        .or(this::noSecret)
        .or(this::otherReadingOfTheSecret)
        .or(this::otherBody)
        .map(List::of)
        .orElseGet(() -> List.of(unknown()));
  }

  private Optional<Cause> oldSecret() {
    return secrets.stream()
        .filter(secret -> !secret.isActive(now))
        .filter(secret -> trial.fitsUnder(List.of(secret.value())))
        .flatMap(secret -> secret.until().stream())
        .findFirst()
        .map(until ->
            new Cause(
                "old-secret",
                "It fits a secret that ended at "
                    + Json.time(until)
                    + ": the provider still uses it."));
  }

  private Optional<Cause> noSecret() {
    return switch (trial.reason()) {
      case "no-active-secret" ->
          Optional.of(new Cause("no-secret", "Every secret we have for this provider has ended."));
      case "no-usable-secret" ->
          Optional.of(
              new Cause("no-secret", "No secret we have is written as this scheme's secrets are."));
      default -> Optional.empty();
    };
  }

  private Optional<Cause> otherReadingOfTheSecret() {
    return trial.active().stream()
            .flatMap(SignatureCauses::readings)
            .anyMatch(reading -> trial.fitsUnder(List.of(reading)))
        ? Optional.of(
            new Cause(
                "secret-misread",
                "It fits the secret with its prefix whsec_ added or taken away: give it as the"
                    + " provider shows it."))
        : Optional.empty();
  }

  private static Stream<String> readings(String secret) {
    return secret.startsWith(PREFIX)
        ? Stream.of(secret.substring(PREFIX.length())).filter(rest -> !rest.isEmpty())
        : Stream.of(PREFIX + secret);
  }

  private Optional<Cause> otherBody() {
    return Rewriting.of(trial.delivery().body()).stream()
        .filter(rewriting -> trial.fitsWith(rewriting.body()))
        .findFirst()
        .map(rewriting ->
            new Cause(
                "body-rewritten",
                "The signature fits "
                    + rewriting.how()
                    + ": somebody between the provider and here wrote the body anew. Hand its bytes"
                    + " on as they came."));
  }

  private Cause unknown() {
    return new Cause(
        "other-secret-or-content",
        "It fits none of the "
            + trial.active().size()
            + " active secrets: it is signed with another one (of another endpoint, or of the other"
            + " mode), or what is signed was changed.");
  }
}
