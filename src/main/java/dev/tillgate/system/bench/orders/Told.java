package dev.tillgate.system.bench.orders;

import dev.tillgate.system.playground.Receiver;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A subscriber that counts the events it was told of, each once. */
final class Told implements AutoCloseable {
  private final Set<String> events = ConcurrentHashMap.newKeySet();
  private final Receiver receiver =
      Receiver.start(arrival -> {
        events.add(arrival.id());
        return 204;
      });

  URI url() {
    return receiver.url();
  }

  int count() {
    return events.size();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
