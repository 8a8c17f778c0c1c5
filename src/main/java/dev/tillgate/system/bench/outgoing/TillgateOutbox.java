package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.outbox.Candidate;
import dev.tillgate.system.bench.outbox.Engine;
import dev.tillgate.system.bench.outbox.OpenOutbox;
import java.net.URI;

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
  public OpenOutbox office(StorePlace place, URI sink) {
    return new TillgateAtWork(OutgoingSide.office(place), sink);
  }

  @Override
  public OpenOutbox open(StorePlace place, URI sink) {
    return new TillgateAtWork(OutgoingSide.start(place), sink);
  }
}
