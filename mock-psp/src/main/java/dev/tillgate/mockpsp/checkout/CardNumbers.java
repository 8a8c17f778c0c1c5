package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import java.util.Map;
import java.util.Optional;

/** Stripe's test cards by the number a shopper types: see its page on testing. */
final class CardNumbers {
  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("4242424242424242", "pm_card_visa"),
          Map.entry("4000056655665556", "pm_card_visa_debit"),
          Map.entry("5555555555554444", "pm_card_mastercard"),
          Map.entry("2223003122003222", "pm_card_mastercard"),
          Map.entry("5200828282828210", "pm_card_mastercard_debit"),
          Map.entry("5105105105105100", "pm_card_mastercard_prepaid"),
          Map.entry("378282246310005", "pm_card_amex"),
          Map.entry("371449635398431", "pm_card_amex"),
          Map.entry("6011111111111117", "pm_card_discover"),
          Map.entry("6011000990139424", "pm_card_discover"),
          Map.entry("3056930009020004", "pm_card_diners"),
          Map.entry("36227206271667", "pm_card_diners"),
          Map.entry("3566002020360505", "pm_card_jcb"),
          Map.entry("6200000000000005", "pm_card_unionpay"),
          Map.entry("4000000000000002", "pm_card_visa_chargeDeclined"),
          Map.entry("4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds"),
          Map.entry("4000000000009987", "pm_card_visa_chargeDeclinedLostCard"),
          Map.entry("4000000000009979", "pm_card_visa_chargeDeclinedStolenCard"),
          Map.entry("4000000000006975", "pm_card_visa_chargeDeclinedVelocityLimitExceeded"),
          Map.entry("4000000000000069", "pm_card_chargeDeclinedExpiredCard"),
          Map.entry("4000000000000127", "pm_card_chargeDeclinedIncorrectCvc"),
          Map.entry("4000000000000119", "pm_card_chargeDeclinedProcessingError"),
          Map.entry("4100000000000019", "pm_card_radarBlock"),
          Map.entry("4000002500003155", "pm_card_authenticationRequired"),
          Map.entry("4000002760003184", "pm_card_authenticationRequired"),
          Map.entry("4000000000003220", "pm_card_threeDSecure2Required"),
          Map.entry("4000000000003063", "pm_card_threeDSecureRequired"),
          Map.entry("4000008400001629", "pm_card_threeDSecureRequiredChargeDeclined"),
          Map.entry("4000000000003055", "pm_card_threeDSecureOptional"));

  private CardNumbers() {}

  /** The method a number stands for, digits only; empty when it is no test card. */
  static Optional<TestMethod> find(String number) {
    return Optional.ofNullable(METHODS.get(number)).flatMap(TestMethods::find);
  }
}
