package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.endpoint.Target;
import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.fault.Tampering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One exchange with an endpoint: signed, maybe spoiled on purpose, posted, timed. */
final class Posting {
  private final Transport transport;
  private final CallbackFaults faults;
  private final Timing timing;

  Posting(Transport transport, CallbackFaults faults, Timing timing) {
    this.transport = transport;
    this.faults = faults;
    this.timing = timing;
  }

  /** How an exchange went, and what a test had done to it. */
  record Posted(Instant at, Duration took, Outcome outcome, List<String> faults) {}

  Posted post(Delivery delivery) {
    Instant at = timing.clock().instant();
    if (!delivery.target().enabled()) {
      return new Posted(at, Duration.ZERO, Outcome.disabled(), List.of());
    }
    Tampering tampering = faults.tampering(delivery.type());
    Instant start = timing.wallClock().instant();
    Outcome outcome = exchange(delivery, tampering, start);
    Duration took = Duration.between(start, timing.wallClock().instant());
    return new Posted(at, took, outcome, tampering.names());
  }

  private Outcome exchange(Delivery delivery, Tampering tampering, Instant now) {
    Target target = delivery.target();
    String body = delivery.body();
    String signature =
        Signature.header(secrets(target, tampering), now.minus(tampering.staleBy()), body);
    String sent = tampering.truncate() ? body.substring(0, body.length() / 2) : body;
    return transport.post(target.url(), signature, sent);
  }

  /** A signature is wrong when it was made with what nobody has agreed on. */
  private static List<String> secrets(Target target, Tampering tampering) {
    return tampering.badSignature()
        ? target.secrets().stream().map(secret -> "not " + secret).toList()
        : target.secrets();
  }
}
