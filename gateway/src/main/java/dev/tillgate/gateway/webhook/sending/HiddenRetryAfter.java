package dev.tillgate.gateway.webhook.sending;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Hides {@code Retry-After} from the HTTP client, which would send a 503 with {@code Retry-After:
 * 0} again by itself, uncounted, even when told not to retry. We read it under another name.
 */
final class HiddenRetryAfter implements Interceptor {
  private static final String SEEN_BY_CLIENT = "Retry-After";
  private static final String SEEN_BY_US = "Tillgate-Hidden-Retry-After";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header(SEEN_BY_CLIENT);
    Response.Builder hidden =
        response.newBuilder().removeHeader(SEEN_BY_CLIENT).removeHeader(SEEN_BY_US);
    return (value == null ? hidden : hidden.header(SEEN_BY_US, value)).build();
  }

  /** The header as the receiver sent it. */
  static @Nullable String of(Response response) {
    return response.header(SEEN_BY_US);
  }
}
