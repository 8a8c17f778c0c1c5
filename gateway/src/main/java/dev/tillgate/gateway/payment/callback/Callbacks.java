package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.review.Findings;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the providers' callbacks: believes nothing before the signature over the raw bytes is
 * checked, and answers only after the commit.
 */
public final class Callbacks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

  private final Map<String, Configured> sources;
  private final Inbox inbox;
  private final Ambient ambient;
  private final Metrics metrics;
  private final Loop loop;

  /** A provider and the secrets it may sign with. */
  public record Configured(CallbackSource source, List<CallbackSecret> secrets) {
    public Configured {
      if (secrets.isEmpty()) {
        throw new IllegalArgumentException("no callback secret is given for " + source.provider());
      }
      secrets = List.copyOf(secrets);
    }
  }

  public Callbacks(
      Database database,
      List<Configured> sources,
      PaymentFlow payments,
      Orders orders,
      Ambient ambient,
      Metrics metrics) {
    this.sources =
        sources.stream()
            .collect(Collectors.toMap(known -> known.source().provider(), Function.identity()));
    this.ambient = ambient;
    this.metrics = metrics;
    Alarm alarm = new Alarm(ambient.clock());
    this.inbox =
        new Inbox(
            database,
            new Applier(payments, orders),
            new Findings(ambient, metrics),
            ambient,
            alarm);
    this.loop = new Loop("callback-retries", this::retryDue);
    alarm.rings(loop::wake);
  }

  /**
   * Takes a callback in. True when it is on disk (now or before), false when it is not to be
   * believed.
   *
   * @param body the exact bytes that came
   */
  public boolean receive(String provider, CallbackHeaders headers, byte[] body) {
    Instant started = ambient.clock().instant();
    Optional<Configured> source = Optional.ofNullable(sources.get(provider));
    String refused = source.map(known -> refusal(known, headers, body)).orElse("unknown-provider");
    if (!refused.isEmpty()) {
      return refused(provider, refused);
    }
    source.ifPresent(known -> take(known.source(), arrival(body), started));
    return true;
  }

  /**
   * Takes in events that were read from the provider's list, as believable as a signed callback;
   * those that are there already cost one reading. On disk when this returns. Returns how many were
   * new.
   *
   * @throws IllegalArgumentException when nobody configured the provider
   */
  public int readBack(String provider, List<EventPage.Event> events) {
    CallbackSource source =
        Optional.ofNullable(sources.get(provider))
            .map(Configured::source)
            .orElseThrow(() -> new IllegalArgumentException("no such provider: " + provider));
    List<Arrival> arrivals = events.stream().map(Callbacks::arrival).toList();
    Set<String> known =
        inbox.known(
            provider,
            arrivals.stream().flatMap(one -> Stream.of(one.id(), one.buriedAs())).toList());
    List<Arrival> missed =
        arrivals.stream()
            .filter(one -> !known.contains(one.id()) && !known.contains(one.buriedAs()))
            .toList();
    missed.forEach(arrival -> take(source, arrival, ambient.clock().instant()));
    return missed.size();
  }

  /**
   * An event on its way into the inbox.
   *
   * @param id by which it is looked up; what it says itself may differ
   * @param buriedAs its name in the inbox when nobody can read it
   */
  @SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
  private record Arrival(String id, String buriedAs, Callback.Origin origin, byte[] body) {}

  private static Arrival arrival(EventPage.Event event) {
    String unnamed = Inbox.unreadable(event.body());
    String id = event.mark().map(EventPage.Mark::id).orElse(unnamed);
    // Its bytes change with every reading (how many callbacks are pending), its id does not.
    String buriedAs = event.mark().isPresent() ? "unreadable_" + id : unnamed;
    return new Arrival(id, buriedAs, Callback.Origin.READ_BACK, event.body());
  }

  private static Arrival arrival(byte[] callback) {
    String unnamed = Inbox.unreadable(callback);
    return new Arrival(unnamed, unnamed, Callback.Origin.CALLBACK, callback);
  }

  private void take(CallbackSource source, Arrival arrival, Instant started) {
    String provider = source.provider();
    try {
      ProviderEvent event = source.parse(arrival.body());
      String verdict = inbox.receive(provider, event, arrival.origin(), arrival.body());
      log(event.id(), event.type(), verdict, started);
    } catch (IllegalArgumentException e) {
      // Signed, so the provider means it: kept for a person. Refusing it would bring it back for
      // days.
      log.warn("callback.unreadable provider={} reason=\"{}\"", provider, e.getMessage());
      String verdict = inbox.bury(provider, arrival.buriedAs(), arrival.origin(), arrival.body());
      log("unreadable", "unreadable", verdict, started);
    }
  }

  /** Tries the deferred callbacks that are due; returns how long none will be. */
  public Duration retryDue() {
    return inbox.retryDue(callback -> known(callback).source().parse(callback.body()));
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }

  private Configured known(Callback callback) {
    Configured source = sources.get(callback.provider());
    if (source == null) {
      throw new IllegalStateException(
          "the provider " + callback.provider() + " is no longer configured");
    }
    return source;
  }

  /** The reason not to believe it, or empty when it is genuine. */
  private String refusal(Configured known, CallbackHeaders headers, byte[] body) {
    Instant now = ambient.clock().instant();
    List<String> active =
        known.secrets().stream()
            .filter(secret -> secret.isActive(now))
            .map(CallbackSecret::value)
            .toList();
    Delivery delivery = new Delivery(headers::all, body, Optional.empty());
    return known.source().scheme().refusal(delivery, active, now).map(Rejected::reason).orElse("");
  }

  private boolean refused(String provider, String reason) {
    metrics.count("tillgate.callbacks", "verdict", reason);
    log.warn(
        "callback.refused provider={} reason={}",
        sources.containsKey(provider) ? provider : "unknown",
        reason);
    return false;
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
        Duration.between(started, ambient.clock().instant()).toMillis(),
        verdict);
  }
}
