package dev.tillgate.mockpsp.http;

import tools.jackson.databind.node.ObjectNode;

/** What a call is answered with, and in which manner. */
public record Answer(int status, ObjectNode body, Manner manner) {

  /** The common case: the object, at once. */
  public static Answer ok(ObjectNode body) {
    return of(200, body);
  }

  /** A prompt answer. */
  public static Answer of(int status, ObjectNode body) {
    return new Answer(status, body, Manner.PROMPT);
  }

  /** The same answer, given otherwise. */
  public Answer given(Manner other) {
    return new Answer(status, body, other);
  }
}
