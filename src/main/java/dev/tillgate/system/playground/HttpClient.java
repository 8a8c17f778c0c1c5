package dev.tillgate.system.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Talks to one server on this machine; each call is sent once. Thread-safe. */
public final class HttpClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(75); // The longest Prefer: wait is 60.
  private static final MediaType JSON = MediaType.get("application/json");
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder()
          .callTimeout(TIMEOUT)
          .readTimeout(TIMEOUT)
          .retryOnConnectionFailure(false)
          .followRedirects(false)
          .proxy(Proxy.NO_PROXY)
          .build();

  private final URI server;
  private final String key;

  public HttpClient(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /** Lets go of all idle connections: a server that was restarted knows nothing of them. */
  public static void hangUp() {
    CLIENT.connectionPool().evictAll();
  }

  /**
   * Gets the path.
   *
   * @param headers names and values in turn
   */
  public Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Posts the JSON text. */
  public Reply post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  /** Puts the JSON text. */
  public Reply put(String path, String json) {
    return send("PUT", path, json);
  }

  /**
   * Sends it once.
   *
   * @throws UncheckedIOException when no answer came; it may have been heard or not
   */
  private Reply send(String method, String path, @Nullable String json, String... headers) {
    Request.Builder request =
        new Request.Builder()
            .url(server + path)
            .headers(Headers.of(headers))
            .header("Authorization", "Bearer " + key)
            .method(method, json == null ? null : RequestBody.create(json.getBytes(UTF_8), JSON));
    try (Response response = CLIENT.newCall(request.build()).execute()) {
      return new Reply(response.code(), response.headers(), response.body().string());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": " + e.getMessage(), e);
    }
  }
}
