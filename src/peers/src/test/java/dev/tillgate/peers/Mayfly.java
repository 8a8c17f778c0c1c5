package dev.tillgate.peers;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.OpenOutbox;

/** Ends its process as soon as it is opened: a peer's fault may exhaust the heap. */
public final class Mayfly implements Candidate {
  @Override
  public String name() {
    return "mayfly";
  }

  @Override
  public String settings(Engine engine) {
    return "dies";
  }

  @Override
  public boolean runsOn(Engine engine) {
    return true;
  }

  @Override
  public OpenOutbox office(StorePlace place, Destinations to) {
    return open(place, to);
  }

  @Override
  public OpenOutbox open(StorePlace place, Destinations to) {
    Runtime.getRuntime().halt(1);
    throw new AssertionError("halted");
  }
}
