package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Json;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out of the control plane, which unlike the API takes JSON. */
final class Body {
  private Body() {}

  /**
   * Has the whole body read, wanted or not: a server that answers before it has heard all must
   * close the connection, which the caller's next request may already be on.
   */
  static void takeIn(Context http) {
    byte[] unused = http.bodyAsBytes();
  }

  /** An empty body is an empty object. */
  static ObjectNode of(Context http) {
    String text = http.body();
    try {
      return text.isBlank() ? Json.object() : Json.parse(text);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid("The body must be a JSON object: " + e.getMessage(), null, null);
    }
  }

  static void answer(Context http, ObjectNode body) {
    http.contentType("application/json").result(Json.write(body));
  }

  static void refuse(ApiError error, Context http) {
    http.status(error.status());
    answer(http, error.answer().body());
  }

  /** A whole number in the query. */
  static int count(Context http, String name, int usual) {
    String text = http.queryParam(name);
    try {
      return text == null ? usual : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw ApiError.invalid("Invalid integer: " + text, name, "parameter_invalid_integer");
    }
  }
}
