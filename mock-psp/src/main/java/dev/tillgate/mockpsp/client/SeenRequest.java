package dev.tillgate.mockpsp.client;

import tools.jackson.databind.JsonNode;

/**
 * A request of the API as the provider saw it.
 *
 * @param path with its query
 * @param form the body as it was sent
 * @param status of the answer, be it that a fault kept it from the caller; 0 when there was none
 */
public record SeenRequest(
    String id, String method, String path, String form, int status, String answer) {

  static SeenRequest read(JsonNode json) {
    return new SeenRequest(
        json.path("id").asString(),
        json.path("method").asString(),
        json.path("path").asString(),
        json.path("form").asString(),
        json.path("status").asInt(),
        json.path("answer").asString());
  }
}
