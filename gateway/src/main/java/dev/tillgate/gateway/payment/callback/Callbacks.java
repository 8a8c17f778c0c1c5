package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.webhook.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Map<String, Entry> sources;
  private final Inbox inbox;
  private final Ambient ambient;
  private final Metrics metrics;
  private final Loop loop;

  /** A source, and what happens to what it signed. */
  private record Entry(Signatory signatory, Intake intake) {}

  /** A payment provider and the secrets it may sign with. */
  public record Configured(CallbackSource source, List<CallbackSecret> secrets) {
    public Configured {
      secrets = List.copyOf(secrets);
    }

    private Signatory signatory() {
      return new Signatory(source.provider(), source.scheme(), secrets, Optional.empty());
    }
  }

  /**
   * Who may call back.
   *
   * @param providers whose callbacks are about payments
   * @param forwarded whose callbacks are passed on
   */
  public record Sources(List<Configured> providers, List<Signatory> forwarded) {
    public Sources {
      providers = List.copyOf(providers);
      forwarded = List.copyOf(forwarded);
    }
  }

  /** Where callbacks have their effect. */
  public record Effects(PaymentFlow payments, Orders orders, Outbox outbox) {
    private Applier applier() {
      return new Applier(payments, orders);
    }
  }

  /**
   * @throws IllegalArgumentException when two sources have the same name
   */
  public Callbacks(
      Database database, Sources sources, Effects effects, Ambient ambient, Metrics metrics) {
    this.sources = table(sources, effects);
    this.ambient = ambient;
    this.metrics = metrics;
    Alarm alarm = new Alarm(ambient.clock());
    this.inbox = new Inbox(database, ambient, alarm);
    this.loop = new Loop("callback-retries", this::retryDue);
    alarm.rings(loop::wake);
  }

  private static Map<String, Entry> table(Sources sources, Effects effects) {
    Applier applier = effects.applier();
    Stream<Entry> applied =
        sources.providers().stream()
            .map(known -> new Entry(known.signatory(), new PaymentIntake(known.source(), applier)));
    Stream<Entry> forwarded =
        sources.forwarded().stream()
            .map(known -> new Entry(known, new Forwarding(known.scheme(), effects.outbox())));
    return Stream.concat(applied, forwarded)
        .collect(
            Collectors.toMap(
                entry -> entry.signatory().name(),
                Function.identity(),
                (one, other) -> {
                  throw new IllegalArgumentException(
                      "two sources of callbacks are called " + one.signatory().name());
                }));
  }

  /**
   * Takes a callback in. True when it is on disk (now or before), false when it is not to be
   * believed.
   *
   * @param body the exact bytes that came
   */
  public boolean receive(String source, CallbackHeaders headers, byte[] body) {
    Instant started = ambient.clock().instant();
    Optional<Entry> entry = Optional.ofNullable(sources.get(source));
    String refused =
        entry
            .map(known ->
                known
                    .signatory()
                    .refusal(known.signatory().delivery(headers, body), started)
                    .orElse(""))
            .orElse("unknown-provider");
    if (!refused.isEmpty()) {
      return refused(source, refused);
    }
    entry.ifPresent(known -> takeAll(known, headers, body, started));
    return true;
  }

  /** The body of the answer that tells this source its callback is taken in; empty for any. */
  public String acknowledgement(String source) {
    return Optional.ofNullable(sources.get(source))
        .map(known -> known.signatory().scheme().acknowledgement())
        .orElse("");
  }

  /** Each event by itself: after a crash in between, the whole batch comes again. */
  private void takeAll(Entry entry, CallbackHeaders headers, byte[] body, Instant started) {
    for (byte[] part : entry.signatory().scheme().parts(body)) {
      take(entry, entry.signatory().delivery(headers, part), started);
    }
  }

  private void take(Entry entry, Delivery part, Instant started) {
    String name = entry.signatory().name();
    try {
      Intake.Arrival arrival = entry.intake().read(part);
      log(arrival.id(), arrival.type(), inbox.receive(name, arrival, part.body()), started);
    } catch (IllegalArgumentException e) {
      // Signed, so the provider means it: kept for a person. Refusing it would bring it back for
      // days.
      log.warn("callback.unreadable provider={} reason=\"{}\"", name, e.getMessage());
      log("unreadable", "unreadable", inbox.bury(name, part.body()), started);
    }
  }

  /** Tries the deferred callbacks that are due; returns how long none will be. */
  public Duration retryDue() {
    return inbox.retryDue((tx, callback) -> known(callback).intake().apply(tx, callback));
  }

  public void start() {
    loop.start();
  }

  @Override
  public void close() {
    loop.close();
  }

  private Entry known(Callback callback) {
    Entry source = sources.get(callback.provider());
    if (source == null) {
      throw new IllegalStateException(
          "the provider " + callback.provider() + " is no longer configured");
    }
    return source;
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
