package dev.tillgate.system.bench.peer;

import dev.tillgate.gateway.platform.store.engine.StorePlace;

/** A way to keep events and to post them; found by {@link java.util.ServiceLoader}. */
public interface Candidate {
  /** Length of what is posted. */
  int BODY_BYTES = 1_024;

  /** Posts that may be under way at a time. */
  int IN_FLIGHT = 64;

  /** As {@code --peers} has it. */
  String name();

  /** In a few words, with its version when it has one: the best its documentation knows. */
  String settings(Engine engine);

  boolean runsOn(Engine engine);

  /**
   * Opens one that takes events and posts none.
   *
   * @param place a directory that exists; what an earlier one left there is taken up
   * @param to where they will be posted, the same for everyone who opens that place
   */
  OpenOutbox office(StorePlace place, Destinations to);

  /** Opens one that posts as well, beginning with what is there. */
  OpenOutbox open(StorePlace place, Destinations to);
}
