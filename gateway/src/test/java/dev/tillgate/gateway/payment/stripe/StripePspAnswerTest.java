package dev.tillgate.gateway.payment.stripe;

import static dev.tillgate.gateway.payment.stripe.StripeStubs.INTENT;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.KEY;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.confirmation;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.newIntent;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.payment.provider.PspAnswer.NotSent;
import dev.tillgate.gateway.payment.provider.PspAnswer.Refused;
import dev.tillgate.gateway.payment.provider.PspAnswer.Told;
import dev.tillgate.gateway.payment.provider.PspAnswer.Unknown;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the adapter makes of answers that came through whole. */
class StripePspAnswerTest {
  @RegisterExtension static final WireMockExtension STRIPE = StripeStubs.server();

  private StripePsp psp;

  @BeforeEach
  void connect() {
    psp = StripeStubs.psp(STRIPE);
  }

  @AfterEach
  void disconnect() {
    psp.close();
  }

  @Test
  void aNewIntentWaitsForItsConfirmation() {
    assertThat(told(psp.create(newIntent("pm_card_visa"), "pay_stub:create")))
        .isEqualTo(
            new Intent(
                INTENT,
                IntentStatus.REQUIRES_CONFIRMATION,
                new Intent.Amount(2598, 0, "usd"),
                new Intent.Situation(false, Optional.empty(), Optional.empty()),
                Map.of("order_id", "ord_stub", "payment_id", "pay_stub")));
  }

  @Test
  void aConfirmedIntentHasReceivedItsMoney() {
    Intent intent = told(psp.confirm(confirmation("pm_card_visa"), KEY));

    assertThat(intent.status()).isEqualTo(IntentStatus.SUCCEEDED);
    assertThat(intent.amount().receivedMinor()).isEqualTo(2598);
  }

  @Test
  void canceledAndRetrievedIntentsAreTold() {
    assertThat(told(psp.cancel(INTENT, "k")).status()).isEqualTo(IntentStatus.CANCELED);
    assertThat(told(psp.retrieve(INTENT)).status()).isEqualTo(IntentStatus.SUCCEEDED);
  }

  @Test
  void aDeclineIsToldWithTheIssuersReason() {
    Intent intent =
        told(psp.confirm(confirmation("pm_card_visa_chargeDeclinedInsufficientFunds"), KEY));

    assertThat(intent.status()).isEqualTo(IntentStatus.REQUIRES_PAYMENT_METHOD);
    assertThat(intent.situation().decline())
        .contains(new Intent.Decline("card_declined", "insufficient_funds"));
  }

  @Test
  void aDeclineThatOnlyTheErrorExplainsStillCarriesItsReason() {
    Intent intent = told(psp.confirm(confirmation("pm_card_chargeDeclinedExpiredCard"), KEY));

    assertThat(intent.situation().decline())
        .contains(new Intent.Decline("expired_card", "expired_card"));
  }

  @Test
  void aThreeDSecurePaymentNamesThePageToVisit() {
    Intent intent = told(psp.confirm(confirmation("pm_card_threeDSecure2Required"), KEY));

    assertThat(intent.status()).isEqualTo(IntentStatus.REQUIRES_ACTION);
    assertThat(intent.situation().redirectUrl())
        .contains("https://hooks.stripe.com/3d_secure_2/stub");
  }

  @Test
  void confirmingWhatIsAlreadyPaidTellsThatItIsPaid() {
    Intent intent = told(psp.confirm(confirmation("pm_stub_alreadyPaid"), KEY));

    assertThat(intent.status()).isEqualTo(IntentStatus.SUCCEEDED);
    assertThat(intent.situation().decline()).isEmpty();
  }

  @Test
  void cancelingWhatIsAlreadyPaidTellsThatItIsPaid() {
    assertThat(told(psp.cancel("pi_paid", "k")).status()).isEqualTo(IntentStatus.SUCCEEDED);
  }

  @Test
  @DisplayName("PAY-C13: an answer about another intent is not believed")
  void anAnswerAboutAnotherIntentIsNotBelieved() {
    assertThat(unknown(psp.confirm(confirmation("pm_stub_anotherPayment"), KEY)))
        .isEqualTo("asked about pi_stub, answered about pi_another");
  }

  @Test
  void aStatusNobodyKnowsLeavesThePaymentUnknown() {
    assertThat(unknown(psp.confirm(confirmation("pm_stub_unknownStatus"), KEY)))
        .isEqualTo("200 with an answer that cannot be read: unknown status 'requires_patience'");
  }

  @Test
  @DisplayName("PAY-C2: a key still in use is unknown, and says when to come back")
  void aKeyStillInUseIsUnknown() {
    assertThat(psp.confirm(confirmation("pm_stub_keyInUse"), KEY))
        .isEqualTo(new Unknown<>("409 idempotency_key_in_use", Optional.of(Duration.ofSeconds(1))));
  }

  @Test
  void anIntentLockedByAnotherCallIsUnknownAlthoughItSays429() {
    assertThat(psp.confirm(confirmation("pm_stub_locked"), KEY))
        .isEqualTo(new Unknown<>("429 lock_timeout", Optional.empty()));
  }

  @Test
  @DisplayName("PAY-C5: a call over the rate limit was not made")
  void aCallOverTheRateLimitWasNotMade() {
    assertThat(psp.confirm(confirmation("pm_stub_rateLimited"), KEY))
        .isEqualTo(new NotSent<>("429 rate_limit", Optional.of(Duration.ofSeconds(7))));
  }

  @Test
  void aCallWithAWrongApiKeyWasNotMade() {
    URI url = URI.create(STRIPE.baseUrl());
    try (StripePsp stranger =
        new StripePsp(new StripeSettings(url, "sk_test_wrong", Duration.ofSeconds(10)))) {
      assertThat(stranger.confirm(confirmation("pm_card_visa"), KEY))
          .isEqualTo(new NotSent<>("401 invalid_request_error", Optional.empty()));
    }
  }

  @Test
  @DisplayName("PAY-C3, PAY-C4: a 500 says nothing about the money")
  void aServerErrorIsUnknown() {
    assertThat(psp.confirm(confirmation("pm_stub_500"), KEY))
        .isEqualTo(new Unknown<>("500 api_error", Optional.empty()));
  }

  @Test
  void whatTheProviderUnderstoodAndWillNotDoIsRefused() {
    assertThat(psp.create(newIntent("pm_stub_parameterInvalid"), "k"))
        .isEqualTo(
            new Refused<>("parameter_invalid_integer", Optional.of("amount"), "Invalid integer"));
    assertThat(refused(psp.retrieve("pi_missing"))).isEqualTo("resource_missing");
  }

  @Test
  @DisplayName("PAY-C11: a key used again with other parameters is refused by its own name")
  void aKeyUsedAgainWithOtherParametersIsRefused() {
    assertThat(refused(psp.create(newIntent("pm_stub_keyReused"), "k")))
        .isEqualTo("idempotency_error");
  }

  @Test
  void aRefusalThatIsNotTheProvidersIsUnknown() {
    assertThat(psp.confirm(confirmation("pm_stub_gatewayPage"), KEY))
        .isEqualTo(new Unknown<>("404 without the provider's error", Optional.empty()));
  }

  private static Intent told(PspAnswer<Intent> answer) {
    assertThat(answer).isInstanceOf(Told.class);
    return ((Told<Intent>) answer).what();
  }

  private static String unknown(PspAnswer<?> answer) {
    assertThat(answer).isInstanceOf(Unknown.class);
    return ((Unknown<?>) answer).reason();
  }

  private static String refused(PspAnswer<?> answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    return ((Refused<?>) answer).code();
  }
}
