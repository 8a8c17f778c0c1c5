package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Rejected;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the providers' callbacks: believes nothing before the signature over the raw bytes is
 * checked, and answers only after the commit.
 */
public final class Callbacks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

  private static final int ACTIVE_MAX = 2;

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
      if (!secrets.stream().allMatch(secret -> source.scheme().takes(secret.value()))) {
        throw new IllegalArgumentException(
            "a callback secret of " + source.provider() + " is not written as its secrets are");
      }
      secrets = List.copyOf(secrets);
    }

    /** A replaced secret beside its successor, and no more: each is one more way in. */
    private void refuseTooMany(Instant now) {
      if (active(now).size() > ACTIVE_MAX) {
        throw new IllegalArgumentException(
            "at most "
                + ACTIVE_MAX
                + " callback secrets of "
                + source.provider()
                + " may be active at once; give the older ones an end");
      }
    }

    /** The secrets that may have signed what comes now. */
    public List<String> active(Instant now) {
      return secrets.stream()
          .filter(secret -> secret.isActive(now))
          .map(CallbackSecret::value)
          .toList();
    }
  }

  /**
   * @throws IllegalArgumentException when more than two secrets of a provider are active now
   */
  public Callbacks(
      Database database,
      List<Configured> sources,
      PaymentFlow payments,
      Orders orders,
      Ambient ambient,
      Metrics metrics) {
    sources.forEach(source -> source.refuseTooMany(ambient.clock().instant()));
    this.sources =
        sources.stream()
            .collect(Collectors.toMap(known -> known.source().provider(), Function.identity()));
    this.ambient = ambient;
    this.metrics = metrics;
    Alarm alarm = new Alarm(ambient.clock());
    this.inbox = new Inbox(database, new Applier(payments, orders), ambient, alarm, metrics);
    payments.arrivals().listen(inbox::arrived);
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
    Optional<Configured> source = configured(provider);
    Delivery delivery = new Delivery(headers::all, body, Optional.empty());
    String refused = source.map(known -> refusal(known, delivery)).orElse("unknown-provider");
    if (!refused.isEmpty()) {
      return refused(provider, refused);
    }
    source.ifPresent(known -> take(known.source(), delivery, started));
    return true;
  }

  /** The provider of that name; empty when there is none. */
  public Optional<Configured> configured(String provider) {
    return Optional.ofNullable(sources.get(provider));
  }

  private void take(CallbackSource source, Delivery delivery, Instant started) {
    byte[] body = delivery.body();
    Checks arrival = arrival(source, delivery);
    try {
      ProviderEvent event = source.parse(body);
      String verdict = inbox.receive(source.provider(), event, arrival, body);
      log(event.id(), event.type(), verdict, started);
    } catch (IllegalArgumentException e) {
      // Signed, so the provider means it: kept for a person. Refusing it would bring it back for
      // days.
      log.warn("callback.unreadable provider={} reason=\"{}\"", source.provider(), e.getMessage());
      String why = String.valueOf(e.getMessage());
      String verdict = inbox.bury(source.provider(), arrival, why, body);
      log("unreadable", "unreadable", verdict, started);
    }
  }

  /** What held when it came; a time only where the scheme signs one. */
  private static Checks arrival(CallbackSource source, Delivery delivery) {
    Checks signed = Checks.NONE.ok(Check.SIGNATURE);
    return source.scheme().signedAt(delivery).isPresent()
        ? signed.ok(Check.TIMESTAMP)
        : signed.none(Check.TIMESTAMP, "the scheme signs no time");
  }

  /** Tries the deferred callbacks that are due; returns how long none will be. */
  public Duration retryDue() {
    return inbox.retryDue(this::read);
  }

  /**
   * Applies a deferred or dead callback again from the beginning, by the same path as when it came;
   * false when there is none of this id or it is settled: nothing is done then. Repeating it is
   * harmless.
   */
  public boolean replay(String id) {
    return inbox.replay(id, this::read);
  }

  public void start() {
    inbox.recover();
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }

  private ProviderEvent read(Callback callback) {
    return configured(callback.provider())
        .orElseThrow(() ->
            new IllegalStateException(
                "the provider " + callback.provider() + " is no longer configured"))
        .source()
        .parse(callback.body());
  }

  /** The reason not to believe it, or empty when it is genuine. */
  private String refusal(Configured known, Delivery delivery) {
    Instant now = ambient.clock().instant();
    return known
        .source()
        .scheme()
        .refusal(delivery, known.active(now), now)
        .map(Rejected::reason)
        .orElse("");
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
