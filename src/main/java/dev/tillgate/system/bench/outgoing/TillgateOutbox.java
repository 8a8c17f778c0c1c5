package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.webhook.WebhookSettings;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.OpenOutbox;

/** The gateway's own outbox, as it ships: signed, every attempt recorded, everything kept. */
public final class TillgateOutbox implements Candidate {
  @Override
  public String name() {
    return "tillgate";
  }

  @Override
  public String settings(Engine engine) {
    return "as it ships: signed, attempts recorded, rows kept; one endpoint, max_in_flight "
        + IN_FLIGHT;
  }

  @Override
  public boolean runsOn(Engine engine) {
    return true;
  }

  @Override
  public OpenOutbox office(StorePlace place, Destinations to) {
    return new TillgateAtWork(OutgoingSide.office(place), to);
  }

  @Override
  public OpenOutbox open(StorePlace place, Destinations to) {
    WebhookSettings settings = OutgoingSide.settings(delivery(to), to.timeout());
    return new TillgateAtWork(OutgoingSide.start(place, settings), to);
  }

  /** As it ships, but that several endpoints have no more sends in all than a peer has workers. */
  private static DeliverySettings delivery(Destinations to) {
    DeliverySettings shipped = DeliverySettings.DEFAULT;
    if (to.endpoints() == 1) {
      return shipped;
    }
    return new DeliverySettings(
        shipped.retryWaits(),
        shipped.retryFor(),
        shipped.maxInFlight(),
        IN_FLIGHT,
        shipped.inMemory(),
        shipped.inMemoryPerEndpoint());
  }
}
