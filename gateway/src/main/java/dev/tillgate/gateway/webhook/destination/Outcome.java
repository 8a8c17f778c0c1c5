package dev.tillgate.gateway.webhook.destination;

/** What became of a send. The texts are for people, and are kept with the attempt. */
public sealed interface Outcome {

  /**
   * The receiver has it: delivered.
   *
   * @param answer what it said, such as {@code 250 2.0.0 Ok: queued as 4XyZ}
   */
  record Taken(String answer) implements Outcome {}

  /**
   * It is not known to be taken, and may be: tried again by the endpoint's schedule. Speaks against
   * the endpoint as a whole, whose breaker opens after some in a row.
   */
  record Failed(String reason) implements Outcome {}

  /**
   * The receiver works, and will never take this notice: dead at once, kept until a person retries
   * it. Says nothing against the endpoint.
   */
  record Rejected(String reason) implements Outcome {}

  /**
   * Nothing was sent, because of the network guard or because the endpoint is not set up right:
   * parked until a person has seen to it.
   */
  record Refused(String reason) implements Outcome {}

  /** The gateway ended the send because it is stopping: tried again after the next start. */
  record Interrupted() implements Outcome {}
}
