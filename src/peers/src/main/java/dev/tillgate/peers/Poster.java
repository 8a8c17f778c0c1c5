package dev.tillgate.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts events with the client the gateway uses too: the fastest of those tried. Thread-safe. */
final class Poster {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final long IDLE_MINUTES = 5;

  private final OkHttpClient client;
  private final List<HttpUrl> endpoints;

  Poster(Destinations to) {
    endpoints =
        IntStream.range(0, to.endpoints()).mapToObj(i -> HttpUrl.get(to.of(i).toString())).toList();
    client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(Candidate.IN_FLIGHT, IDLE_MINUTES, TimeUnit.MINUTES))
            .readTimeout(to.timeout())
            .callTimeout(to.timeout())
            .followRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .build();
  }

  /** Posts it once; throws unless it was taken. */
  void post(Post post) {
    Request request =
        new Request.Builder()
            .url(endpoints.get(post.endpoint()))
            .header("webhook-id", post.id())
            .post(RequestBody.create(post.body().getBytes(UTF_8), JSON))
            .build();
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IllegalStateException("an endpoint answered " + response.code());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
