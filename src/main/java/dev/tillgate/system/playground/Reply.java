package dev.tillgate.system.playground;

import java.util.Optional;
import okhttp3.Headers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
public record Reply(int status, Headers headers, String body) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The body as JSON; a missing node when it is empty. */
  public JsonNode json() {
    return MAPPER.readTree(body);
  }

  /** The text at a JSON pointer; empty when there is none. */
  public String text(String pointer) {
    return json().at(pointer).asString("");
  }

  /** The header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * This reply, having made sure of its status.
   *
   * @throws IllegalStateException for any other status
   */
  public Reply expect(int expected) {
    if (status != expected) {
      throw new IllegalStateException("expected " + expected + ", got " + status + ": " + body);
    }
    return this;
  }
}
