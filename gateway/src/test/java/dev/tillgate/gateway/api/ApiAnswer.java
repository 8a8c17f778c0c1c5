package dev.tillgate.gateway.api;

import dev.tillgate.gateway.platform.http.Json;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What came back.
 *
 * @param headers by lower-case name
 */
record ApiAnswer(int status, Map<String, String> headers, String body) {
  static ApiAnswer of(HttpResponse<String> response) {
    Map<String, String> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) ->
            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    return new ApiAnswer(response.statusCode(), headers, response.body());
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The media type, without its parameters. */
  String mediaType() {
    return header("Content-Type").orElse("").split(";", 2)[0];
  }

  boolean isProblem() {
    return mediaType().equals("application/problem+json");
  }

  JsonNode json() {
    return Json.parse(body);
  }

  String text(String pointer) {
    return json().at(pointer).asString();
  }

  /** The status, and a problem's code: {@code 201}, {@code 409 out-of-stock}. */
  String summary() {
    return isProblem() ? status + " " + text("/code") : String.valueOf(status);
  }
}
