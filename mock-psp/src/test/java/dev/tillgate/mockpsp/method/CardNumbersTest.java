package dev.tillgate.mockpsp.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers Stripe publishes for its test cards, and what they stand for. */
class CardNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "4242 4242 4242 4242, pm_card_visa",
    "4242-4242-4242-4242, pm_card_visa",
    "4000056655665556, pm_card_visa_debit",
    "5555 5555 5555 4444, pm_card_mastercard",
    "2223 0031 2200 3222, pm_card_mastercard",
    "5200828282828210, pm_card_mastercard_debit",
    "5105105105105100, pm_card_mastercard_prepaid",
    "3782 822463 10005, pm_card_amex",
    "6011111111111117, pm_card_discover",
    "3056930009020004, pm_card_diners",
    "36227206271667, pm_card_diners",
    "3566002020360505, pm_card_jcb",
    "6200000000000005, pm_card_unionpay",
    "4000008260000000, pm_card_gb",
    "4000002760000016, pm_card_de",
    "4000002500000003, pm_card_fr",
    "4000000000000002, pm_card_chargeDeclined",
    "4000000000009995, pm_card_chargeDeclinedInsufficientFunds",
    "4000000000009987, pm_card_chargeDeclinedLostCard",
    "4000000000009979, pm_card_chargeDeclinedStolenCard",
    "4000000000006975, pm_card_chargeDeclinedVelocityLimitExceeded",
    "4000000000000069, pm_card_chargeDeclinedExpiredCard",
    "4000000000000127, pm_card_chargeDeclinedIncorrectCvc",
    "4000000000000119, pm_card_chargeDeclinedProcessingError",
    "4100000000000019, pm_card_radarBlock",
    "4000002760003184, pm_card_authenticationRequired",
    "4000000000003220, pm_card_threeDSecure2Required",
    "4000000000003063, pm_card_threeDSecureRequired",
    "4000008400001629, pm_card_threeDSecureRequiredChargeDeclined",
    "4000000000003055, pm_card_threeDSecureOptional",
    "4000000000007726, pm_card_pendingRefund",
    "4000000000005126, pm_card_refundFail",
    "4000000000000259, pm_card_createDispute",
    "4000000000002685, pm_card_createDisputeProductNotReceived",
    "4000000000001976, pm_card_createDisputeInquiry"
  })
  void aNumberStandsForItsMethod(String number, String id) {
    assertThat(TestMethods.byCardNumber(number)).map(TestMethod::id).contains(id);
  }

  @ParameterizedTest
  @CsvSource({"4111111111111111", "4242", "000123456789", "''", "4242424242424242x"})
  void anyOtherNumberIsNoTestCard(String number) {
    assertThat(TestMethods.byCardNumber(number)).isEmpty();
  }

  /** A misprint would not pass, as no bank's form would take it. */
  @Test
  void everyCardNumberHasItsCheckDigit() {
    TestMethods.ids().stream()
        .map(id -> TestMethods.find(id).orElseThrow())
        .filter(method -> method.type().equals("card"))
        .forEach(method -> assertThat(luhn(method.number())).as(method.id()).isZero());
  }

  private static int luhn(String number) {
    return IntStream.range(0, number.length())
            .map(i -> {
              int digit = Character.digit(number.charAt(number.length() - 1 - i), 10);
              return i % 2 == 0 ? digit : digit / 5 + digit * 2 % 10;
            })
            .sum()
        % 10;
  }
}
