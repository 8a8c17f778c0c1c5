package dev.tillgate.gateway.payment.callback.scheme;

import java.util.List;
import java.util.Optional;

/**
 * What is peculiar to a provider beside how it signs.
 *
 * @param acknowledgement the body of the answer it waits for; empty when the status says it
 * @param signsUrl whether the configured URL is among what is signed
 * @param batch takes a body with several events apart
 * @param repetition how a repetition is known whatever its headers say
 */
record Habits(String acknowledgement, boolean signsUrl, Batch batch, Repetition repetition) {
  /** Answers by status, one event to a body, and its id is signed. */
  static final Habits PLAIN = new Habits("", false, body -> List.of(body), Repetition.BY_ID);

  Habits acknowledgedBy(String text) {
    return new Habits(text, signsUrl, batch, repetition);
  }

  Habits signingUrl() {
    return new Habits(acknowledgement, true, batch, repetition);
  }

  Habits inBatches(Batch takenApart) {
    return new Habits(acknowledgement, signsUrl, takenApart, repetition);
  }

  Habits repeating(Repetition known) {
    return new Habits(acknowledgement, signsUrl, batch, known);
  }

  /** Takes a genuine body apart into bodies of one event each. */
  @FunctionalInterface
  interface Batch {
    List<byte[]> parts(byte[] body);
  }

  /** Finds what is the same in every copy of a delivery because it is signed. */
  @FunctionalInterface
  interface Repetition {
    /** The id is signed, or made of what is: nothing more is needed. */
    Repetition BY_ID = (event, body) -> Optional.empty();

    /** The id is not signed: the same body is the same event. */
    Repetition BY_BODY = (event, body) -> Optional.of(Fingerprint.of(body));

    /**
     * The id is not signed, and the provider sends the same body for events of different types: the
     * same body under the same type is the same event.
     */
    Repetition BY_TYPE_AND_BODY =
        (event, body) -> Optional.of(Fingerprint.of(body) + ' ' + event.type());

    Optional<String> of(SignedEvent event, byte[] body);
  }
}
