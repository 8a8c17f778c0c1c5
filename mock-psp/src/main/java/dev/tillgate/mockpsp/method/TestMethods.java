package dev.tillgate.mockpsp.method;

import static java.util.stream.Collectors.toMap;

import dev.tillgate.mockpsp.method.Behaviour.Approve;
import dev.tillgate.mockpsp.method.Behaviour.Authenticate;
import dev.tillgate.mockpsp.method.Behaviour.SettleLater;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The test methods by id: Stripe's, which decide how a payment ends, and ours, how it is told. */
public final class TestMethods {
  /** Numbers that Stripe names besides, each with that of the method it stands for. */
  private static final Map<String, String> OTHER_NUMBERS =
      Map.of(
          "2223003122003222", "5555555555554444",
          "378282246310005", "371449635398431",
          "4000002500003155", "4000002760003184",
          "6011111111111117", "6011000990139424",
          "3056930009020004", "38520000023237",
          "36227206271667", "38520000023237");

  private static final Map<String, TestMethod> BY_ID =
      Stream.of(approved(), afterwards(), declined(), authenticated(), banks(), quirks())
          .flatMap(Function.identity())
          .collect(toMap(TestMethod::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  private TestMethods() {}

  /** The method of that id, if there is one. */
  public static Optional<TestMethod> find(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /**
   * The card of that number, for pages that take numbers as people write them: blanks and hyphens
   * are let be. Empty for a number Stripe does not name among its test cards, and for bank
   * accounts. Where several methods share a number, it is the plainest.
   */
  public static Optional<TestMethod> byCardNumber(String number) {
    String digits = number.replaceAll("[\\s-]", "");
    return BY_ID.values().stream()
        .filter(method -> !method.brand().isEmpty())
        .filter(method -> method.number().equals(OTHER_NUMBERS.getOrDefault(digits, digits)))
        .findFirst();
  }

  /** Every id that {@code payment_method} takes. */
  public static List<String> ids() {
    return BY_ID.keySet().stream().sorted().toList();
  }

  private static Stream<TestMethod> approved() {
    return Stream.of(
        card("pm_card_visa", "visa", "4242424242424242"),
        card("pm_card_visa_debit", "visa", "4000056655665556"),
        card("pm_card_mastercard", "mastercard", "5555555555554444"),
        card("pm_card_mastercard_debit", "mastercard", "5200828282828210"),
        card("pm_card_mastercard_prepaid", "mastercard", "5105105105105100"),
        card("pm_card_amex", "amex", "371449635398431"),
        card("pm_card_discover", "discover", "6011000990139424"),
        card("pm_card_diners", "diners", "38520000023237"),
        card("pm_card_jcb", "jcb", "3566002020360505"),
        card("pm_card_unionpay", "unionpay", "6200000000000005"),
        card("pm_card_us", "visa", "4242424242424242"),
        card("pm_card_gb", "visa", "4000008260000000"),
        card("pm_card_de", "visa", "4000002760000016"),
        card("pm_card_fr", "visa", "4000002500000003"),
        card("pm_card_threeDSecureOptional", "visa", "4000000000003055"),
        card("pm_card_threeDSecureNotSupported", "visa", "4242424242424242"));
  }

  private static TestMethod card(String id, String brand, String number) {
    return new TestMethod(id, brand, number, new Approve(), Quirk.NONE, Aftermath.NONE);
  }

  /** They pay like any other; what is unusual comes afterwards. */
  private static Stream<TestMethod> afterwards() {
    return Stream.of(
        approved("pm_card_pendingRefund", "4000000000007726", Aftermath.REFUND_PENDS),
        approved("pm_card_refundFail", "4000000000005126", Aftermath.REFUND_FAILS),
        approved("pm_card_createDispute", "4000000000000259", Aftermath.DISPUTED_AS_FRAUDULENT),
        approved(
            "pm_card_createDisputeProductNotReceived",
            "4000000000002685",
            Aftermath.DISPUTED_AS_NOT_RECEIVED),
        approved("pm_card_createDisputeInquiry", "4000000000001976", Aftermath.INQUIRED));
  }

  private static TestMethod approved(String id, String number, Aftermath aftermath) {
    return new TestMethod(id, "visa", number, new Approve(), Quirk.NONE, aftermath);
  }

  /** Each under the name with the brand and under the short one. */
  private static Stream<TestMethod> declined() {
    return Stream.of(
            visa("chargeDeclined", "4000000000000002", Declines.GENERIC),
            visa(
                "chargeDeclinedInsufficientFunds", "4000000000009995", Declines.INSUFFICIENT_FUNDS),
            visa("chargeDeclinedLostCard", "4000000000009987", Declines.LOST_CARD),
            visa("chargeDeclinedStolenCard", "4000000000009979", Declines.STOLEN_CARD),
            visa("chargeDeclinedVelocityLimitExceeded", "4000000000006975", Declines.TOO_OFTEN),
            visa("chargeDeclinedExpiredCard", "4000000000000069", Declines.EXPIRED_CARD),
            visa("chargeDeclinedIncorrectCvc", "4000000000000127", Declines.INCORRECT_CVC),
            visa("chargeDeclinedProcessingError", "4000000000000119", Declines.PROCESSING_ERROR),
            visa("radarBlock", "4100000000000019", Declines.FRAUDULENT))
        .flatMap(Function.identity());
  }

  private static Stream<TestMethod> authenticated() {
    return Stream.of(
            visa("authenticationRequired", "4000002760003184", new Authenticate(new Approve())),
            visa("threeDSecure2Required", "4000000000003220", new Authenticate(new Approve())),
            visa("threeDSecureRequired", "4000000000003063", new Authenticate(new Approve())),
            visa(
                "threeDSecureRequiredChargeDeclined",
                "4000008400001629",
                new Authenticate(Declines.GENERIC)))
        .flatMap(Function.identity());
  }

  private static Stream<TestMethod> visa(String name, String number, Behaviour behaviour) {
    return Stream.of("pm_card_", "pm_card_visa_")
        .map(prefix ->
            new TestMethod(prefix + name, "visa", number, behaviour, Quirk.NONE, Aftermath.NONE));
  }

  private static Stream<TestMethod> banks() {
    return Stream.of(
        new TestMethod(
            "pm_usBankAccount_success",
            "",
            "000123456789",
            new SettleLater(),
            Quirk.NONE,
            Aftermath.NONE));
  }

  private static Stream<TestMethod> quirks() {
    return Stream.of(
        quirk("pm_mock_chargeThenNoReply", Quirk.NO_REPLY),
        quirk("pm_mock_chargeThen500", Quirk.ANSWER_500),
        quirk("pm_mock_slow", Quirk.SLOW),
        quirk("pm_mock_callbackNever", Quirk.CALLBACK_NEVER),
        quirk("pm_mock_callbackFirst", Quirk.CALLBACK_FIRST),
        quirk("pm_mock_callbackTwice", Quirk.CALLBACK_TWICE));
  }

  private static TestMethod quirk(String id, Quirk quirk) {
    return new TestMethod(id, "visa", "4242424242424242", new Approve(), quirk, Aftermath.NONE);
  }
}
