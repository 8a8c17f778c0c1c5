package dev.tillgate.gateway.webhook.delivery;

/** Sends a message to its receiver once; blocks until the reply or its deadline. Thread-safe. */
public interface Sender extends AutoCloseable {
  /** Never throws for what the network or the receiver does. */
  Reply send(Message message);

  /** Ends what is being sent as {@link Reply.Interrupted}; nothing can be sent afterwards. */
  @Override
  void close();
}
