package dev.tillgate.gateway.payment.exchange;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, carried as its tag: whether a byte of it may have left, and how long the
 * answer asked us to wait. Seen by one thread, the caller's.
 */
final class Sending {
  private static final String RETRY_AFTER = "Retry-After";

  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicReference<@Nullable String> retryAfter = new AtomicReference<>();

  /** Once true, the provider may have acted, however the exchange ends. */
  boolean begun() {
    return begun.get();
  }

  @Nullable String retryAfter() {
    return retryAfter.get();
  }

  /**
   * Runs after the connection stands and before the first byte. Takes {@code Retry-After} out of
   * the answer: at {@code 503} with {@code Retry-After: 0} OkHttp sends again by itself, even with
   * {@code retryOnConnectionFailure(false)}, and nobody would know that it did.
   */
  static final class Watch implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      Request request = chain.request();
      Sending sending = request.tag(Sending.class);
      if (sending == null) {
        throw new IllegalStateException("a request without its tag would be sent unwatched");
      }
      sending.begun.set(true);
      Response response = chain.proceed(request);
      sending.retryAfter.set(response.header(RETRY_AFTER));
      return response.newBuilder().removeHeader(RETRY_AFTER).build();
    }
  }
}
