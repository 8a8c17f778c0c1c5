package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.review.Findings;
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

/**
 * Receives the providers' callbacks: believes nothing before the signature over the raw bytes is
 * checked, and answers only after the commit.
 */
public final class Callbacks implements AutoCloseable {
  private final Map<String, Entry> sources;
  private final Inbox inbox;
  private final Reception reception;
  private final Ambient ambient;
  private final Loop loop;

  /** A source, and what happens to what it signed. */
  record Entry(Signatory signatory, Intake intake) {}

  /** A payment provider and the secrets it may sign with. */
  public record Configured(CallbackSource source, Signatory signatory) {
    /**
     * @throws IllegalArgumentException when the secrets cannot be its scheme's, or there is none
     */
    public Configured(CallbackSource source, List<CallbackSecret> secrets) {
      this(source, new Signatory(source.provider(), source.scheme(), secrets, Optional.empty()));
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
  public record Effects(PaymentFlow payments, Orders orders, Outbox outbox) {}

  /**
   * @throws IllegalArgumentException when two sources have the same name, or more than two secrets
   *     of one are active now
   */
  public Callbacks(
      Database database, Sources sources, Effects effects, Ambient ambient, Metrics metrics) {
    this.sources = table(sources, effects, new Findings(ambient, metrics));
    this.sources.values().forEach(entry -> entry.signatory().check(ambient.clock().instant()));
    this.ambient = ambient;
    Alarm alarm = new Alarm(ambient.clock());
    this.inbox = new Inbox(database, effects.outbox(), ambient, alarm, metrics);
    this.reception = new Reception(inbox, ambient.clock(), metrics);
    effects.payments().arrivals().listen(inbox::arrived);
    this.loop = new Loop("callback-retries", this::retryDue);
    alarm.rings(loop::wake);
  }

  private static Map<String, Entry> table(Sources sources, Effects effects, Findings findings) {
    Applier applier = new Applier(effects.payments(), effects.orders(), findings);
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
    Instant now = ambient.clock().instant();
    Entry entry = sources.get(source);
    if (entry == null) {
      return reception.refuse("unknown", "unknown-provider");
    }
    Signatory signatory = entry.signatory();
    Optional<String> refusal = signatory.refusal(signatory.delivery(headers, body), now);
    if (refusal.isPresent()) {
      return reception.refuse(source, refusal.get());
    }
    // Each event by itself: after a crash in between, the whole batch comes again.
    signatory
        .scheme()
        .parts(body)
        .forEach(part -> reception.take(entry, signatory.delivery(headers, part)));
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
    Entry entry = sources.get(provider);
    if (entry == null) {
      throw new IllegalArgumentException("no such provider: " + provider);
    }
    return reception.takeMissed(entry, events);
  }

  /** Who calls back under that name; empty when nobody does. */
  public Optional<Signatory> signatory(String name) {
    return Optional.ofNullable(sources.get(name)).map(Entry::signatory);
  }

  /**
   * Reads the type of a body that calls itself an event of that source.
   *
   * @throws IllegalArgumentException when it is none, or nobody calls back under that name
   */
  public String typeOf(String source, Delivery delivery) {
    Entry entry = sources.get(source);
    if (entry == null) {
      throw new IllegalArgumentException("nobody calls back as " + source);
    }
    return entry.intake().read(delivery).type();
  }

  /** The body of the answer that tells this source its callback is taken in; empty for any. */
  public String acknowledgement(String source) {
    return signatory(source).map(known -> known.scheme().acknowledgement()).orElse("");
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

  private Intake.Effect read(Callback callback) {
    Entry entry = sources.get(callback.provider());
    if (entry == null) {
      throw new IllegalStateException(
          "the provider " + callback.provider() + " is no longer configured");
    }
    return entry.intake().again(callback);
  }

  /** An event that was read back, as it came from there. */
  static Delivery listed(byte[] body) {
    return new Delivery(name -> List.of(), body, Optional.empty());
  }
}
