package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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
  private final InstantSource clock;
  private final HttpTransport transport = new HttpTransport();
  private final Deliveries deliveries;
  private final Sender sender;
  private final SendLoop loop;

  /**
   * @param clock the provider's own, which decides when a retry is due
   * @param wallClock everybody's, which signatures carry
   * @param retryScale each wait between attempts is multiplied by it
   */
  public Callbacks(
      Database database,
      Endpoints endpoints,
      Ids ids,
      InstantSource clock,
      InstantSource wallClock,
      double retryScale) {
    this.database = database;
    this.endpoints = endpoints;
    this.clock = clock;
    this.deliveries = new Deliveries(ids);
    RetrySchedule schedule = new RetrySchedule(retryScale);
    this.sender = new Sender(database, deliveries, transport, schedule, clock, wallClock);
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
    for (Subscriber subscriber : subscribers) {
      String body = bodyFor(notice, subscriber, subscribers.size());
      add(tx, notice, subscriber, body);
      if (notice.mode() == DeliveryMode.TWICE) {
        add(tx, notice, subscriber, body);
      }
    }
    loop.wake();
    return subscribers.size();
  }

  private void add(Tx tx, Notice notice, Subscriber subscriber, String body) {
    deliveries.add(tx, notice.event(), subscriber.endpoint(), notice.request(), due(notice), body);
  }

  private Instant due(Notice notice) {
    Instant now = clock.instant();
    return notice.isHeld() ? now.plus(HELD_FOR) : now;
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

  /** Sends what a request holds back, and returns when all of it was answered. */
  public void sendOf(String request) {
    sender.sendOf(request);
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
