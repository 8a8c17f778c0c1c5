package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.endpoint.Subscriber;
import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.fault.Copy;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the endpoints. A notice becomes one stored delivery for each endpoint that wants it, in the
 * transaction of what happened; the loop sends what is stored, so a kill loses nothing.
 */
public final class Callbacks implements AutoCloseable {
  /** Where they wait, and where it is kept how they went. */
  public static final Table DELIVERIES = Deliveries.TABLE;

  private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

  /** The loop leaves a held delivery to its request for this long, which covers a crash. */
  private static final Duration HELD_FOR = Duration.ofSeconds(30);

  private final Database database;
  private final Endpoints endpoints;
  private final CallbackFaults faults;
  private final InstantSource clock;
  private final HttpTransport transport = new HttpTransport();
  private final Attempts attempts = new Attempts();
  private final Set<String> holding = ConcurrentHashMap.newKeySet();
  private final Deliveries deliveries;
  private final Sender sender;
  private final SendLoop loop;

  public Callbacks(
      Database database, Endpoints endpoints, CallbackFaults faults, Ids ids, Timing timing) {
    this.database = database;
    this.endpoints = endpoints;
    this.faults = faults;
    this.clock = timing.clock();
    this.deliveries = new Deliveries(ids, endpoints);
    RetrySchedule schedule = new RetrySchedule(timing.retryScale());
    Posting posting = new Posting(transport, faults, timing);
    this.sender = new Sender(database, deliveries, posting, schedule, attempts, clock);
    this.loop = new SendLoop(sender);
  }

  /** Begins sending, with what an earlier process left unsent. */
  public void start() {
    int left = database.write(tx -> deliveries.recover(tx, clock.instant()));
    log.info("callback.loop.started unfinished={}", left);
    loop.start();
  }

  /** Stores a delivery for each endpoint that wants the event; returns how many endpoints do. */
  public int announce(Tx tx, Notice notice) {
    if (notice.mode() == DeliveryMode.NEVER) {
      return 0;
    }
    List<Subscriber> subscribers = endpoints.wanting(tx, notice.type());
    boolean held = holds(notice);
    for (Subscriber subscriber : subscribers) {
      String body = bodyFor(notice, subscriber, subscribers.size());
      copies(notice, held).forEach(copy -> add(tx, notice, subscriber, copy, body));
    }
    loop.wake();
    return subscribers.size();
  }

  /** Only a request can hold a notice back; what a bank does alone is sent at once. */
  private boolean holds(Notice notice) {
    boolean held =
        notice.request() != null
            && (notice.mode() == DeliveryMode.BEFORE_ANSWER
                || faults.isBeforeAnswer(notice.type()));
    if (held) {
      holding.add(notice.request());
    }
    return held;
  }

  private List<Copy> copies(Notice notice, boolean held) {
    Instant due = held ? clock.instant().plus(HELD_FOR) : clock.instant();
    List<Copy> copies = new ArrayList<>(faults.copies(notice.type(), due, held));
    if (notice.mode() == DeliveryMode.TWICE) {
      copies.addAll(faults.copies(notice.type(), due, held));
    }
    return copies;
  }

  private void add(Tx tx, Notice notice, Subscriber subscriber, Copy copy, String body) {
    String delivery = deliveries.add(tx, notice, subscriber.endpoint(), copy, body);
    if (copy.dropped()) {
      attempts.add(dropped(delivery, notice, subscriber));
    }
  }

  private Attempt dropped(String delivery, Notice notice, Subscriber subscriber) {
    return new Attempt(
        delivery,
        notice.event(),
        notice.type(),
        subscriber.url(),
        0,
        clock.instant(),
        Duration.ZERO,
        Outcome.dropped(),
        List.of("drop"),
        null);
  }

  private static String bodyFor(Notice notice, Subscriber subscriber, int pending) {
    ObjectNode body = notice.body().deepCopy().put("pending_webhooks", pending);
    if (subscriber.apiVersion() != null) {
      body.put("api_version", subscriber.apiVersion());
    }
    return Json.write(body);
  }

  /** How many endpoints have not taken the event yet, and are still tried. */
  public int pendingOf(Tx tx, String event) {
    return deliveries.pendingOf(tx, event);
  }

  /** The events that some endpoint has not taken. */
  public Set<String> undelivered(Tx tx) {
    return deliveries.undelivered(tx);
  }

  /** Sends what a request holds back, if anything, and returns when all of it was answered. */
  public void sendOf(String request) {
    if (holding.remove(request)) {
      sender.sendOf(request);
    }
  }

  /** How the last ones went. */
  public Attempts attempts() {
    return attempts;
  }

  /** An endpoint is being deleted, and with it what was sent or still to be sent there. */
  public void forget(Tx tx, String endpoint) {
    deliveries.forget(tx, endpoint);
  }

  /** The clock was moved: more may be due. */
  public void clockMoved() {
    loop.wake();
  }

  /** Stops sending; what was on its way is sent again by the next process. */
  @Override
  public void close() {
    transport.close();
    loop.close();
  }
}
