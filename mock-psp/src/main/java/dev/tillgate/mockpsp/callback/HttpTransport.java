package dev.tillgate.mockpsp.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The real one: one POST, no redirects, no silent second try, ten seconds for all of it. */
final class HttpTransport implements Transport, AutoCloseable {
  private static final Duration WHOLE_EXCHANGE = Duration.ofSeconds(10);
  // OkHttp keeps five by default; under load the rest would be closed and dialled again for each
  // callback.
  private static final int IDLE_CONNECTIONS_MAX = 256;
  private static final int IDLE_MINUTES = 5;
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .callTimeout(WHOLE_EXCHANGE)
          .followRedirects(false)
          .followSslRedirects(false)
          .retryOnConnectionFailure(false)
          .proxy(Proxy.NO_PROXY)
          .connectionPool(new ConnectionPool(IDLE_CONNECTIONS_MAX, IDLE_MINUTES, TimeUnit.MINUTES))
          .addNetworkInterceptor(HttpTransport::hideRetryAfter)
          .build();

  @Override
  public Outcome post(String url, String signature, String body) {
    @Nullable HttpUrl address = HttpUrl.parse(url);
    if (address == null) {
      return Outcome.unanswered("no such address: " + url);
    }
    try (Response response = client.newCall(request(address, signature, body)).execute()) {
      return Outcome.answered(response.code());
    } catch (IOException e) {
      return Outcome.unanswered(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static Request request(HttpUrl url, String signature, String body) {
    return new Request.Builder()
        .url(url)
        .header("Stripe-Signature", signature)
        .header("User-Agent", "Stripe/1.0 (mock-psp)")
        .post(RequestBody.create(body.getBytes(UTF_8), JSON))
        .build();
  }

  /** OkHttp sends again by itself on a 503 with {@code Retry-After: 0}; only our schedule may. */
  private static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
    return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
  }

  /** Breaks off what is on its way. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }
}
