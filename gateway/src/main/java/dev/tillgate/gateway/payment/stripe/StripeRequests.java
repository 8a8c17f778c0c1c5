package dev.tillgate.gateway.payment.stripe;

import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Requests as Stripe wants them: the secret key, the pinned version, a key for each change. */
final class StripeRequests {
  private static final String USER_AGENT = "Tillgate";

  private final StripeSettings settings;
  private final HttpUrl api;

  StripeRequests(StripeSettings settings) {
    this.settings = settings;
    this.api = HttpUrl.get(settings.url().toString());
  }

  /** The address of a resource; every part is one segment, whatever is in it. */
  HttpUrl url(String collection, String... segments) {
    HttpUrl.Builder url = api.newBuilder().addPathSegment("v1").addPathSegment(collection);
    for (String segment : segments) {
      url.addPathSegment(segment);
    }
    return url.build();
  }

  Request get(HttpUrl url) {
    return request(url).get().build();
  }

  Request post(HttpUrl url, FormBody.Builder form, String key) {
    return request(url).header("Idempotency-Key", key).post(form.build()).build();
  }

  private Request.Builder request(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + settings.apiKey())
        .header("Stripe-Version", StripePsp.API_VERSION)
        .header("User-Agent", USER_AGENT);
  }
}
