package dev.tillgate.mockpsp.client;

import dev.tillgate.mockpsp.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_mock} over HTTP: JSON there and back; anything but a 200 is thrown. */
final class ControlPlane {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI url;

  ControlPlane(HttpClient client, URI url) {
    this.client = client;
    this.url = url;
  }

  ObjectNode get(String path) {
    return send(path, request(path).GET());
  }

  ObjectNode post(String path, ObjectNode body) {
    return send(path, request(path).POST(BodyPublishers.ofString(Json.write(body))));
  }

  ObjectNode delete(String path) {
    return send(path, request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve("/_mock/" + path)).timeout(PATIENCE);
  }

  private ObjectNode send(String path, HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new MockPspRefusal(response.statusCode(), path, response.body());
      }
      return Json.parse(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for mock-psp", e);
    }
  }
}
