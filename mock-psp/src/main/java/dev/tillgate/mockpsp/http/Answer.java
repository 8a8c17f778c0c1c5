package dev.tillgate.mockpsp.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a call is answered with, and in which manner.
 *
 * @param object the id of what the call was about, where the body does not say; else null
 */
public record Answer(int status, ObjectNode body, Manner manner, @Nullable String object) {

  /** The common case: the object, at once. */
  public static Answer ok(ObjectNode body) {
    return of(200, body);
  }

  /** A prompt answer. */
  public static Answer of(int status, ObjectNode body) {
    return new Answer(status, body, Manner.PROMPT, null);
  }

  /** The same answer, given otherwise. */
  public Answer given(Manner other) {
    return new Answer(status, body, other, object);
  }

  /** The same answer, which was about that object. */
  public Answer about(String id) {
    return new Answer(status, body, manner, id);
  }
}
