package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.platform.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what is believed into the inbox, and says in log and counters what became of it. */
final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  private final Inbox inbox;
  private final InstantSource clock;
  private final Metrics metrics;

  Reception(Inbox inbox, InstantSource clock, Metrics metrics) {
    this.inbox = inbox;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Not to be believed; always false. */
  boolean refuse(String source, String reason) {
    metrics.count("tillgate.callbacks", "verdict", reason);
    log.warn("callback.refused provider={} reason={}", source, reason);
    return false;
  }

  /** Takes one genuine event in. */
  void take(Callbacks.Entry entry, Delivery part) {
    Checks checks = arrival(entry.signatory().scheme(), part);
    take(entry, part, new Arrived(Channel.CALLBACK, checks, Inbox.unreadable(part.body())));
  }

  /** Takes in those of the listed events that are not there yet; returns how many they were. */
  int takeMissed(Callbacks.Entry entry, List<EventPage.Event> events) {
    List<Listed> listed = events.stream().map(Listed::of).toList();
    Set<String> known =
        inbox.known(
            entry.signatory().name(),
            listed.stream().flatMap(one -> Stream.of(one.id(), one.buriedAs())).toList());
    List<Listed> missed = listed.stream().filter(one -> !one.isIn(known)).toList();
    Checks checks = Checks.NONE.none(Check.SIGNATURE, "read back from the provider");
    missed.forEach(one ->
        take(
            entry,
            Callbacks.listed(one.body()),
            new Arrived(Channel.READ_BACK, checks, one.buriedAs())));
    return missed.size();
  }

  /**
   * How an event came.
   *
   * @param checks how it is known to be the provider's
   * @param buriedAs its name in the inbox when nobody can read it
   */
  private record Arrived(Channel channel, Checks checks, String buriedAs) {}

  /**
   * An event as the provider lists it.
   *
   * @param id by which it is looked up; what it says itself may differ
   */
  @SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
  private record Listed(String id, String buriedAs, byte[] body) {
    static Listed of(EventPage.Event event) {
      String unnamed = Inbox.unreadable(event.body());
      Optional<String> id = event.mark().map(EventPage.Mark::id);
      // Its bytes change with every reading (how many callbacks are pending), its id does not.
      String buriedAs = id.map(known -> Inbox.UNREADABLE + '_' + known).orElse(unnamed);
      return new Listed(id.orElse(unnamed), buriedAs, event.body());
    }

    boolean isIn(Set<String> known) {
      return known.contains(id) || known.contains(buriedAs);
    }
  }

  private void take(Callbacks.Entry entry, Delivery part, Arrived arrived) {
    Instant started = clock.instant();
    String name = entry.signatory().name();
    try {
      Intake.Arrival arrival = entry.intake().read(part);
      Callback.Origin origin = arrival.origin(name, arrived.channel());
      String verdict = inbox.receive(origin, arrival, arrived.checks(), part.body());
      log(origin.eventId(), origin.type(), verdict, started);
    } catch (IllegalArgumentException e) {
      // Signed, so the provider means it: kept for a person. Refusing it would bring it back for
      // days.
      String why = String.valueOf(e.getMessage());
      log.warn("callback.unreadable provider={} reason=\"{}\"", name, why);
      Callback.Origin origin =
          new Callback.Origin(name, arrived.buriedAs(), Inbox.UNREADABLE, null, arrived.channel());
      String verdict = inbox.bury(origin, arrived.checks(), why, part.body());
      log(Inbox.UNREADABLE, Inbox.UNREADABLE, verdict, started);
    }
  }

  /** What held when it came; a time only where the scheme signs one. */
  private static Checks arrival(SignatureVerifier scheme, Delivery delivery) {
    Checks signed = Checks.NONE.ok(Check.SIGNATURE);
    return scheme.signedAt(delivery).isPresent()
        ? signed.ok(Check.TIMESTAMP)
        : signed.none(Check.TIMESTAMP, "the scheme signs no time");
  }

  private void log(String event, String type, String verdict, Instant started) {
    metrics.count(
        "tillgate.callbacks",
        "verdict",
        verdict.startsWith("deferred:failed") ? "failed" : verdict);
    log.info(
        "callback.received event={} type={} ms={} outcome={}",
        event,
        type,
        Duration.between(started, clock.instant()).toMillis(),
        verdict);
  }
}
