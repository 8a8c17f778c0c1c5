package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.store.Tx;
import tools.jackson.databind.node.ObjectNode;

/** Learns of every move of an intent, in the move's transaction and after the move's event. */
@FunctionalInterface
public interface IntentWatcher {
  /** The intent as it is now; not to be changed. */
  void moved(Tx tx, Origin origin, ObjectNode intent);
}
