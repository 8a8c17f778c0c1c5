package dev.tillgate.system.bench.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Posts and reads the answer, on as many connections as there are callers. */
final class BareClient {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int IDLE_MAX = 1_024;

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectionPool(new ConnectionPool(IDLE_MAX, 1, TimeUnit.MINUTES))
          .callTimeout(1, TimeUnit.MINUTES)
          .readTimeout(1, TimeUnit.MINUTES)
          .proxy(Proxy.NO_PROXY)
          .build();

  /**
   * What a server answered.
   *
   * @param retryAfter when it wants to be asked again
   */
  record Answer(int status, String body, Optional<Duration> retryAfter) {
    private static Answer of(Response response) throws IOException {
      return new Answer(
          response.code(),
          response.body().string(),
          Optional.ofNullable(response.header("Retry-After"))
              .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))));
    }
  }

  /**
   * Posts the body once.
   *
   * @param id sent as {@code webhook-id} and {@code Idempotency-Key}
   * @param headers further names and values in turn
   * @throws UncheckedIOException when there is no answer
   */
  Answer post(String url, String body, String id, String... headers) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("webhook-id", id)
            .header("Idempotency-Key", id)
            .post(RequestBody.create(body.getBytes(UTF_8), JSON));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try (Response response = client.newCall(request.build()).execute()) {
      return Answer.of(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
