package dev.tillgate.gateway.webhook.sending;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Hides {@code Retry-After} from the HTTP client, which would send a 503 with {@code Retry-After:
 * 0} again by itself, uncounted, even when told not to retry, and breaks on a number of many
 * digits. {@link Watch} has seen it before.
 */
final class HiddenRetryAfter implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
  }
}
