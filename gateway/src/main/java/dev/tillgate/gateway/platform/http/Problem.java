package dev.tillgate.gateway.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is wrong with a request, as RFC 9457 has it. Thrown anywhere below a route; one handler
 * renders it. Its {@code type} is {@code https://tillgate.dev/problems/} plus the code.
 */
public final class Problem extends RuntimeException {
  /** The media type of every error's body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE_BASE = "https://tillgate.dev/problems/";

  private final int status;
  private final String code;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final ObjectNode members = Json.object();

  /**
   * @param status HTTP status, 400..599
   * @param code kebab-case name a program may switch on
   * @param detail a sentence for a person: what was expected; never a secret
   */
  public Problem(int status, String code, String detail) {
    // No stack trace: a client's mistake is no event in our code, and there may be many.
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** Adds a member to the body. */
  public Problem with(String member, JsonNode value) {
    members.set(member, value);
    return this;
  }

  /** Adds a text member to the body. */
  public Problem with(String member, String value) {
    members.put(member, value);
    return this;
  }

  /** Adds a header to the answer. */
  public Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Tells the client when to come back ({@code Retry-After}, seconds). */
  public Problem retryAfter(int seconds) {
    return header("Retry-After", String.valueOf(seconds));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** The problem as an answer, ready to send or to keep. */
  public Answer answer() {
    ObjectNode body = Json.object();
    body.put("type", TYPE_BASE + code);
    body.put("title", code.replace('-', ' '));
    body.put("status", status);
    body.put("detail", getMessage());
    body.put("code", code);
    body.setAll(members);
    return new Answer(status, headers, MEDIA_TYPE, Json.bytes(body));
  }
}
