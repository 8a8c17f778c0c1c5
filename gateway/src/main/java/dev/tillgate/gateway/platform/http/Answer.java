package dev.tillgate.gateway.platform.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An HTTP answer as a value, so that it can be kept and given again byte for byte.
 *
 * @param headers in the order they are sent, {@code Content-Type} not among them
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Answer(int status, Map<String, String> headers, String contentType, byte[] body) {
  public static final String JSON = "application/json";

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** An answer with a JSON body and no headers. */
  public static Answer json(int status, JsonNode body) {
    return new Answer(status, Map.of(), JSON, Json.bytes(body));
  }

  /** An answer without a body (204, 304). */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), "", new byte[0]);
  }

  /** The same answer with one header more. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, contentType, body);
  }

  /** Writes the answer to the request it is for. */
  public void send(Context context) {
    context.status(status);
    headers.forEach(context::header);
    if (!contentType.isEmpty()) {
      // JSON is UTF-8 by definition: no charset parameter, which the framework would add.
      context.res().setCharacterEncoding(null);
      context.contentType(contentType).result(body);
    }
  }
}
