package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Target;
import dev.tillgate.gateway.webhook.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each endpoint that wants an event its delivery, in the transaction of the event. Where
 * there is a place in memory it is born claimed and begun, so that a fresh event costs no query
 * before its first attempt; otherwise it is due now, for whoever reads it back.
 */
final class FanOut {
  private final EndpointDirectory directory;
  private final Lanes lanes;
  private final Dispatcher dispatcher;
  private final Backlog backlog;
  private final Births births;
  private final DeliveryStore store = new DeliveryStore();
  private final ClaimStore claims = new ClaimStore();

  /**
   * What a new delivery is given.
   *
   * @param node the holder of claims; told elsewhere is what it has no place for
   */
  record Births(Ids ids, Node node, Duration retryFor) {}

  FanOut(
      EndpointDirectory directory,
      Lanes lanes,
      Dispatcher dispatcher,
      Backlog backlog,
      Births births) {
    this.directory = directory;
    this.lanes = lanes;
    this.dispatcher = dispatcher;
    this.backlog = backlog;
    this.births = births;
  }

  /**
   * @param except an endpoint that is not told, whatever it wants; null for none
   */
  void fanOut(Tx tx, Event event, @Nullable EndpointId except) {
    List<DeliveryStore.Birth> born =
        directory.all(tx).stream()
            .map(Target::endpoint)
            .filter(endpoint -> endpoint.wants(event.type()) && !endpoint.id().equals(except))
            .map(endpoint -> birth(tx, event, endpoint))
            .toList();
    if (!born.isEmpty()) {
      store.insert(tx, event, born);
      tx.afterCommit(() -> handOver(event, born));
    }
  }

  private DeliveryStore.Birth birth(Tx tx, Event event, Endpoint endpoint) {
    boolean held =
        endpoint.isOpenAt(event.createdAt())
            && !waitsItsTurn(tx, event, endpoint)
            && reserve(tx, endpoint.id());
    Claimed delivery =
        new Claimed(
            keys(event, endpoint),
            event.payload(),
            held ? 1 : 0,
            new Claimed.Count(held ? 1 : 0, held, 0, false),
            event.createdAt(),
            event.createdAt().plus(births.retryFor()));
    Long sequence = endpoint.settings().isOrdered() ? event.sequence() : null;
    return new DeliveryStore.Birth(delivery, sequence, held ? births.node().id() : null);
  }

  private boolean waitsItsTurn(Tx tx, Event event, Endpoint endpoint) {
    return endpoint.settings().isOrdered()
        && event.orderId() != null
        && claims.waitsBehindAnother(tx, endpoint, event.orderId());
  }

  private Claimed.Keys keys(Event event, Endpoint endpoint) {
    return new Claimed.Keys(
        new DeliveryId(births.ids().next(DeliveryId.PREFIX)),
        event.id(),
        event.type(),
        endpoint.id());
  }

  private boolean reserve(Tx tx, EndpointId endpoint) {
    boolean reserved = lanes.reserve(endpoint);
    if (reserved) {
      tx.onRollback(() -> lanes.unreserve(endpoint, 1));
    }
    return reserved;
  }

  private void handOver(Event event, List<DeliveryStore.Birth> born) {
    List<Claimed> held = new ArrayList<>();
    for (DeliveryStore.Birth birth : born) {
      if (birth.claimedBy() == null) {
        EndpointId endpoint = birth.delivery().endpointId();
        backlog.dueAt(endpoint, event.createdAt());
        births.node().tell(Hints.Topic.DUE, endpoint.value());
      } else {
        held.add(birth.delivery());
      }
    }
    dispatcher.accept(held);
  }
}
