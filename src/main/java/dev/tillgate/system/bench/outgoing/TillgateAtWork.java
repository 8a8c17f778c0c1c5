package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The gateway's outgoing side with endpoints that each want a type of event of their own. */
final class TillgateAtWork implements OpenOutbox {
  private static final int ENVELOPE = 142; // What stands around the padding in an event.
  private static final int EVENTS_A_TRANSACTION = 100;

  private final OutgoingSide gateway;
  private final Database appends;

  /** Has it sent there, unless an earlier one on its store has seen to that. */
  TillgateAtWork(OutgoingSide gateway, Destinations to) {
    this.gateway = gateway;
    this.appends = gateway.database().forAppends();
    if (!gateway.database().read(TillgateAtWork::isSubscribed)) {
      for (int i = 0; i < to.endpoints(); i++) {
        subscribe(to, i);
      }
    }
  }

  private void subscribe(Destinations to, int number) {
    ObjectNode endpoint = JsonMapper.shared().createObjectNode();
    endpoint.put("url", to.of(number).toString()).putArray("event_types").add(type(number));
    if (to.endpoints() == 1) {
      endpoint.put("max_in_flight", Candidate.IN_FLIGHT); // All there are: it has no neighbours.
    }
    gateway.client().post("/v1/webhook-endpoints", endpoint.toString()).expect(201);
  }

  private static String type(int endpoint) {
    return "bench.sink-" + endpoint;
  }

  private static boolean isSubscribed(Tx tx) {
    return tx.query("SELECT count(*) FROM webhook_endpoints").mapTo(Integer.class).one() > 0;
  }

  @Override
  public Published publish(int endpoint) {
    AtomicLong committed = new AtomicLong();
    EventId id =
        appends.write(tx -> {
          // Before the outbox's own hook, which begins to send.
          tx.afterCommit(() -> committed.set(System.nanoTime()));
          return publish(tx, endpoint);
        });
    return new Published(id.value(), first(committed));
  }

  /** The hook or the caller, whichever was told first. */
  private static long first(AtomicLong hooked) {
    long now = System.nanoTime();
    return hooked.get() == 0 ? now : Math.min(now, hooked.get());
  }

  private EventId publish(Tx tx, int endpoint) {
    ObjectNode data = JsonMapper.shared().createObjectNode();
    data.put("padding", "x".repeat(Candidate.BODY_BYTES - ENVELOPE));
    return gateway.outbox().publish(tx, type(endpoint), null, data);
  }

  @Override
  public void fill(int events) {
    for (int done = 0; done < events; done += EVENTS_A_TRANSACTION) {
      int some = Math.min(EVENTS_A_TRANSACTION, events - done);
      gateway
          .database()
          .change(tx -> {
            for (int i = 0; i < some; i++) {
              EventId unused = publish(tx, 0);
            }
          });
    }
  }

  @Override
  public boolean isSettled() {
    return gateway.database().read(TillgateAtWork::isSettled);
  }

  private static boolean isSettled(Tx tx) {
    return tx.query("SELECT 1 FROM deliveries WHERE status IN ('pending', 'retrying') LIMIT 1")
        .mapTo(Integer.class)
        .findOne()
        .isEmpty();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
