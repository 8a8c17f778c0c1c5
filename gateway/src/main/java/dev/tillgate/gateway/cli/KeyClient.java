package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.platform.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Talks to a running gateway's {@code /v1/keys}. */
final class KeyClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final OkHttpClient client =
      new OkHttpClient.Builder().callTimeout(TIMEOUT).followRedirects(false).build();
  private final URI gateway;
  private final String apiKey;

  KeyClient(URI gateway, String apiKey) {
    this.gateway = gateway;
    this.apiKey = apiKey;
  }

  /**
   * The gateway's answer; JSON null when it has no body.
   *
   * @throws IllegalArgumentException with the gateway's own words when it refuses
   */
  JsonNode send(String method, String path, @Nullable JsonNode body) {
    Request request =
        new Request.Builder()
            .url(gateway + path)
            .header("Authorization", "Bearer " + apiKey)
            .method(method, body == null ? null : RequestBody.create(Json.bytes(body), JSON))
            .build();
    try (Response response = client.newCall(request).execute()) {
      byte[] answer = response.body().bytes();
      JsonNode json = answer.length == 0 ? Json.object() : Json.parse(answer);
      if (!response.isSuccessful()) {
        throw new IllegalArgumentException(
            "the gateway refuses: " + json.path("detail").asString());
      }
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException("no gateway answers at " + gateway + ": " + e.getMessage(), e);
    }
  }
}
