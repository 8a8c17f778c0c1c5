package dev.tillgate.gateway.payment.callback.debugger;

import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.payment.callback.debugger.Diagnosis.Cause;
import dev.tillgate.gateway.payment.callback.debugger.Diagnosis.Finding;
import dev.tillgate.gateway.payment.callback.debugger.Diagnosis.Verdict;
import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds a callback against a provider's scheme, as it would be when it came now, and looks for the
 * reason when it does not fit. It only ever asks the scheme, so it serves them all; it stores and
 * counts nothing.
 */
final class SignatureDebugger {
  private final Signatory provider;
  private final Function<Delivery, String> type;
  private final Delivery delivery;
  private final GivenHeaders headers;
  private final Instant now;
  private final Trial trial;

  /**
   * @param type reads the type of an event of the provider
   */
  SignatureDebugger(
      Signatory provider,
      Function<Delivery, String> type,
      Delivery delivery,
      GivenHeaders headers,
      Instant now) {
    this.provider = provider;
    this.type = type;
    this.delivery = delivery;
    this.headers = headers;
    this.now = now;
    this.trial = new Trial(provider, delivery, now);
  }

  Diagnosis diagnose() {
    String reason = trial.reason();
    Finding header = header(reason);
    Finding timestamp = header.verdict() == Verdict.OK ? timestamp() : notReached("timestamp");
    Finding signature =
        header.verdict() == Verdict.OK ? signature(reason) : notReached("signature");
    Finding event = signature.verdict() == Verdict.OK ? event() : notReached("event");
    return new Diagnosis(
        trial.isGenuine(),
        List.of(header, timestamp, signature, event),
        causes(header, timestamp, signature, event));
  }

  private static Finding header(String reason) {
    return Trial.isOfTheSignature(reason)
        ? new Finding("header", Verdict.OK, "")
        : new Finding("header", Verdict.FAILED, reason);
  }

  private Finding timestamp() {
    Optional<Instant> signedAt = trial.signedAt();
    if (signedAt.isEmpty()) {
      return new Finding("timestamp", Verdict.NONE, "the scheme signs no time");
    }
    String age = age(signedAt.get());
    return trial.isTimely()
        ? new Finding("timestamp", Verdict.OK, age)
        : new Finding("timestamp", Verdict.FAILED, age);
  }

  private String age(Instant signedAt) {
    long seconds = Duration.between(signedAt, now).toSeconds();
    return "signed "
        + Math.abs(seconds)
        + " s "
        + (seconds < 0 ? "ahead of" : "before")
        + " our time";
  }

  private static Finding signature(String reason) {
    return reason.isEmpty()
        ? new Finding("signature", Verdict.OK, "")
        : new Finding("signature", Verdict.FAILED, reason);
  }

  private Finding event() {
    try {
      return new Finding("event", Verdict.OK, type.apply(delivery));
    } catch (IllegalArgumentException e) {
      return new Finding("event", Verdict.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static Finding notReached(String name) {
    return new Finding(name, Verdict.NOT_REACHED, "");
  }

  private List<Cause> causes(Finding header, Finding timestamp, Finding signature, Finding event) {
    if (header.verdict() == Verdict.FAILED) {
      return HeaderCauses.of(trial, headers, provider.name());
    }
    if (signature.verdict() == Verdict.FAILED) {
      return new SignatureCauses(trial, provider.secrets(), now).find();
    }
    if (timestamp.verdict() == Verdict.FAILED) {
      return List.of(
          new Cause(
              "clock-off",
              "The signature fits, but it was "
                  + timestamp.detail()
                  + ": one of the clocks is off, or an old callback was sent again."));
    }
    return event.verdict() == Verdict.FAILED
        ? List.of(
            new Cause(
                "unreadable-event",
                "It is genuine, but no event we can read: it would be kept as dead."))
        : List.of();
  }
}
