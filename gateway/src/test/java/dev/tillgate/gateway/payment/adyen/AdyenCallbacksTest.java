package dev.tillgate.gateway.payment.adyen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.payment.callback.ProviderEvent;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.News;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the items of Adyen's webhooks say of a payment. */
class AdyenCallbacksTest {
  private static final AdyenItem PAID = AdyenItem.authorised("pay_1");
  private final AdyenCallbacks callbacks = new AdyenCallbacks(Schemes.adyen(), false);

  @Test
  void anAuthorisationIsAPaymentUnderOurReference() {
    ProviderEvent event = read(PAID);

    assertThat(event.id()).isEqualTo("993617895204576J:AUTHORISATION:true");
    assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-11-22T23:00:01Z"));
    Intent intent = intent(PAID);
    assertThat(intent.id()).isEqualTo("pay_1");
    assertThat(intent.status()).isEqualTo(IntentStatus.SUCCEEDED);
    assertThat(intent.amount()).isEqualTo(new Intent.Amount(1_299, 1_299, "usd"));
  }

  @Test
  void aRefusalIsADeclineWithItsReason() {
    Intent intent = intent(PAID.failed());

    assertThat(intent.status()).isEqualTo(IntentStatus.REQUIRES_PAYMENT_METHOD);
    assertThat(intent.situation().decline())
        .contains(new Intent.Decline("card_declined", "not_enough_balance"));
  }

  @Test
  void bothKindsOfCancelEndThePaymentAndAFailedOneSaysNothing() {
    assertThat(intent(PAID.of("CANCELLATION")).status()).isEqualTo(IntentStatus.CANCELED);
    assertThat(intent(PAID.of("TECHNICAL_CANCEL")).status()).isEqualTo(IntentStatus.CANCELED);
    assertThat(read(PAID.of("TECHNICAL_CANCEL").failed()).news()).isInstanceOf(News.Nothing.class);
  }

  @Test
  void aCaptureThatFailsIsForAPerson() {
    assertThat(intent(PAID.of("CAPTURE")).status()).isEqualTo(IntentStatus.SUCCEEDED);
    for (AdyenItem item :
        new AdyenItem[] {PAID.of("CAPTURE_FAILED"), PAID.of("CAPTURE").failed()}) {
      assertThatThrownBy(() -> read(item)).hasMessage("a capture failed");
    }
  }

  @Test
  void otherTypesAreNoNews() {
    assertThat(read(PAID.of("REPORT_AVAILABLE")).news()).isInstanceOf(News.Nothing.class);
  }

  @Test
  void whatIsNoItemIsSaidToBeNone() {
    for (String body : new String[] {"", "{", "{}", "[]", "{\"notificationItems\":[]}"}) {
      assertThatThrownBy(() -> callbacks.parse(body.getBytes(UTF_8)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Intent intent(AdyenItem item) {
    return ((News.OfIntent) read(item).news()).intent();
  }

  private ProviderEvent read(AdyenItem item) {
    return callbacks.parse(AdyenItem.batch(item.json()).getBytes(UTF_8));
  }
}
