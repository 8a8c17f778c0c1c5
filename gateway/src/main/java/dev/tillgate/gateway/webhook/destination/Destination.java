package dev.tillgate.gateway.webhook.destination;

/** Sends to all endpoints of its kind. Thread-safe: sends of many endpoints run at a time. */
public interface Destination extends AutoCloseable {
  /**
   * Sends the notice once and waits until it is known what became of it, at most for {@link
   * Means#deadline} altogether: whoever takes longer holds a place of its endpoint. It never tries
   * again by itself; the engine does, so the same notice may come again after a failure, a crash or
   * a replay. It is called outside any transaction.
   *
   * <p>Nothing is thrown for what the network or the receiver does. A {@link RuntimeException} is a
   * bug: it is logged and counts as {@link Outcome.Failed}.
   */
  Outcome send(Notice notice);

  /**
   * Ends what is being sent as {@link Outcome.Interrupted}, within about a second; nothing is sent
   * afterwards. Once, when the gateway stops.
   */
  @Override
  void close();
}
