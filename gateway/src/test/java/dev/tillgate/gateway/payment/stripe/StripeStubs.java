package dev.tillgate.gateway.payment.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.tillgate.gateway.payment.provider.Psp.Confirmation;
import dev.tillgate.gateway.payment.provider.Psp.NewIntent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stubs under {@code wiremock/stripe}, and what the tests send to them. */
final class StripeStubs {
  static final String INTENT = "pi_stub";
  static final String KEY = "pay_stub:confirm";

  private StripeStubs() {}

  static WireMockExtension server() {
    return WireMockExtension.newInstance()
        .options(
            wireMockConfig()
                .dynamicPort()
                .usingFilesUnderClasspath("wiremock/stripe")
                // Compressed, an answer meant to drip would be held back until it is whole.
                .gzipDisabled(true))
        .build();
  }

  static StripePsp psp(WireMockExtension server) {
    return psp(server, Duration.ofSeconds(10));
  }

  static StripePsp psp(WireMockExtension server, Duration timeout) {
    return new StripePsp(new StripeSettings(URI.create(server.baseUrl()), "sk_test_stub", timeout));
  }

  static NewIntent newIntent(String method) {
    return new NewIntent(
        2598, "usd", method, false, Map.of("order_id", "ord_1", "payment_id", "pay_1"));
  }

  static Confirmation confirmation(String method) {
    return new Confirmation(INTENT, 2598, "usd", method, Optional.empty());
  }

  static List<LoggedRequest> sent(WireMockExtension server) {
    return server.findAll(anyRequestedFor(anyUrl()));
  }
}
