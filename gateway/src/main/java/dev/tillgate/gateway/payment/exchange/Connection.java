package dev.tillgate.gateway.payment.exchange;

import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends a request once: never again by itself, never to another place than it was told, never for
 * longer or with a larger answer than allowed. Thread-safe.
 */
public final class Connection implements AutoCloseable {
  private static final int REPLY_BYTES_MAX = 1 << 20;
  private static final int IDLE_CONNECTIONS_MAX = 64;
  // Shorter than servers keep theirs: a request on a connection just closed ends as Unknown.
  private static final long IDLE_SECONDS_MAX = 30;

  private final OkHttpClient client;

  /**
   * @param connectTimeout for dialing alone
   * @param timeout for one whole exchange, from dialing to the last byte of the answer
   */
  public Connection(Duration connectTimeout, Duration timeout) {
    client =
        new OkHttpClient.Builder()
            .connectTimeout(connectTimeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .callTimeout(timeout)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS_MAX, IDLE_SECONDS_MAX, TimeUnit.SECONDS))
            .addNetworkInterceptor(new Sending.Watch())
            .build();
  }

  /** {@link #exchange(Request, int, Function)} for an answer of one object: at most 1 MiB. */
  public <T> PspAnswer<T> exchange(Request request, Function<Received, PspAnswer<T>> reading) {
    return exchange(request, REPLY_BYTES_MAX, reading);
  }

  /**
   * One exchange. What breaks before the first byte of the request leaves (no such host, refused,
   * no handshake in time) surely did nothing; what breaks later may have been heard.
   *
   * @param bytesMax a larger answer is left unread
   * @param reading what an answer that came through whole means
   */
  public <T> PspAnswer<T> exchange(
      Request request, int bytesMax, Function<Received, PspAnswer<T>> reading) {
    Sending sending = new Sending();
    Request watched = request.newBuilder().tag(Sending.class, sending).build();
    try (Response response = client.newCall(watched).execute()) {
      return reading.apply(reply(response, bytesMax, sending));
    } catch (IOException e) {
      String reason = Reason.of(e.getClass().getSimpleName() + ": " + e.getMessage());
      return sending.begun()
          ? new PspAnswer.Unknown<>(reason, Optional.empty())
          : new PspAnswer.NotSent<>(reason, Optional.empty());
    }
  }

  /** Breaks off what is under way (it ends as unknown) and lets the connections go. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private static Received reply(Response response, int bytesMax, Sending sending)
      throws IOException {
    byte[] body = response.body().byteStream().readNBytes(bytesMax + 1);
    if (body.length > bytesMax) {
      throw new IOException("the answer is larger than " + bytesMax + " bytes");
    }
    return new Received(
        response.code(), body, RetryAfter.parse(sending.retryAfter(), response.header("Date")));
  }
}
