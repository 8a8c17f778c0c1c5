package dev.tillgate.gateway.payment.callback.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.callback.scheme.Verdict.Unreadable;
import dev.tillgate.gateway.payment.callback.scheme.Verdict.Verified;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a genuine callback of each provider says: id, type and time. */
class SignedEventsTest {
  @Test
  void standardWebhooksSignsTheIdAndTheTime() {
    assertThat(Samples.standardWebhooks().verify())
        .isEqualTo(
            event("msg_p5jXN8AQM9LWM0D4loKWxJek", "untyped", Instant.ofEpochSecond(1_614_265_330)));
  }

  @Test
  void gitHubHasIdAndTypeInHeadersAndNoTime() {
    assertThat(Samples.gitHub().verify())
        .isEqualTo(
            new Verified(
                List.of(
                    new SignedEvent(
                        "72d3162e-cc78-11e3-81ab-4c9367dc0958", "push", Optional.empty()))));
  }

  @Test
  void aSlashCommandIsKnownByItsContent() {
    assertThat(Samples.slack().verify())
        .isEqualTo(
            event(
                "sha256_390eeeff8d0cb7c9f6ecf8a88c3df6452fea0914eb02f64844369f3758d8d330",
                "untyped",
                Instant.ofEpochSecond(1_531_420_618)));
  }

  @Test
  void shopifyHasThemInHeaders() {
    assertThat(Samples.shopify().verify())
        .isEqualTo(
            event(
                "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
                "orders/paid",
                Instant.parse("2026-11-22T23:59:59.123Z")));
  }

  @Test
  void squareHasThemInTheBody() {
    assertThat(Samples.square().verify())
        .isEqualTo(event("sq_1", "payment.updated", Instant.parse("2026-11-22T23:59:59Z")));
  }

  @Test
  void adyensIdIsMadeOfWhatIsSigned() {
    assertThat(Samples.adyen().verify())
        .isEqualTo(
            event(
                "7914073381342284:AUTHORISATION:true",
                "AUTHORISATION",
                Instant.parse("2014-08-06T15:15:34Z")));
  }

  @Test
  void aTimeNobodyCanReadIsNone() {
    assertThat(Samples.shopify().with("X-Shopify-Triggered-At", "yesterday").verify())
        .isEqualTo(
            new Verified(
                List.of(
                    new SignedEvent(
                        "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "orders/paid", Optional.empty()))));
  }

  @Test
  void whatIsSignedButNamesNoEventIsForAPerson() {
    assertThat(Samples.stripe().verify()).isInstanceOf(Unreadable.class);
    assertThat(Samples.gitHub().with("X-GitHub-Delivery", "").verify())
        .isEqualTo(new Unreadable("an event's id has 1 to 255 characters"));
    assertThat(Samples.gitHub().with("X-GitHub-Event", "x".repeat(256)).verify())
        .isEqualTo(new Unreadable("an event's type has 1 to 255 characters"));
  }

  private static Verified event(String id, String type, Instant at) {
    return new Verified(List.of(new SignedEvent(id, type, Optional.of(at))));
  }
}
