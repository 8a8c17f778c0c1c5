package dev.tillgate.mockpsp.method;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tillgate.mockpsp.method.Behaviour.Approve;
import dev.tillgate.mockpsp.method.Behaviour.Authenticate;
import dev.tillgate.mockpsp.method.Behaviour.Decline;
import dev.tillgate.mockpsp.method.Behaviour.SettleLater;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The test methods by id: Stripe's, which decide how a payment ends, and ours, how it is told. */
public final class TestMethods {
  private static final String DECLINED = "card_declined";
  private static final Decline GENERIC = declined("generic_decline", "Your card was declined.");

  private static final Map<String, TestMethod> BY_ID =
      Stream.of(approved(), declined(), authenticated(), banks(), quirks())
          .flatMap(Function.identity())
          .collect(toUnmodifiableMap(TestMethod::id, Function.identity()));

  private TestMethods() {}

  /** The method of that id, if there is one. */
  public static Optional<TestMethod> find(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** Every id that {@code payment_method} takes. */
  public static List<String> ids() {
    return BY_ID.keySet().stream().sorted().toList();
  }

  private static Stream<TestMethod> approved() {
    return Stream.of(
        card("pm_card_visa", "visa", "4242"),
        card("pm_card_visa_debit", "visa", "5556"),
        card("pm_card_mastercard", "mastercard", "4444"),
        card("pm_card_mastercard_debit", "mastercard", "8210"),
        card("pm_card_mastercard_prepaid", "mastercard", "5100"),
        card("pm_card_amex", "amex", "8431"),
        card("pm_card_discover", "discover", "9424"),
        card("pm_card_diners", "diners", "3237"),
        card("pm_card_jcb", "jcb", "0505"),
        card("pm_card_unionpay", "unionpay", "0005"),
        card("pm_card_us", "visa", "4242"),
        card("pm_card_gb", "visa", "0008"),
        card("pm_card_de", "visa", "0016"),
        card("pm_card_fr", "visa", "0003"),
        card("pm_card_threeDSecureOptional", "visa", "3055"),
        card("pm_card_threeDSecureNotSupported", "visa", "0006"));
  }

  private static TestMethod card(String id, String brand, String last4) {
    return new TestMethod(id, brand, last4, new Approve(), Quirk.NONE);
  }

  /** Each under the name with the brand and under the short one. */
  private static Stream<TestMethod> declined() {
    return Stream.of(
            visa("chargeDeclined", "0002", GENERIC),
            visa(
                "chargeDeclinedInsufficientFunds",
                "9995",
                declined("insufficient_funds", "Your card has insufficient funds.")),
            visa("chargeDeclinedLostCard", "9987", declined("lost_card", GENERIC.message())),
            visa("chargeDeclinedStolenCard", "9979", declined("stolen_card", GENERIC.message())),
            visa(
                "chargeDeclinedVelocityLimitExceeded",
                "6975",
                declined("card_velocity_exceeded", GENERIC.message())),
            visa(
                "chargeDeclinedExpiredCard",
                "0069",
                decline("expired_card", "Your card has expired.")),
            visa(
                "chargeDeclinedIncorrectCvc",
                "0127",
                decline("incorrect_cvc", "Your card's security code is incorrect.")),
            visa(
                "chargeDeclinedProcessingError",
                "0119",
                decline("processing_error", "An error occurred while processing your card.")),
            visa("radarBlock", "0019", declined("fraudulent", GENERIC.message())))
        .flatMap(Function.identity());
  }

  private static Stream<TestMethod> authenticated() {
    return Stream.of(
            visa("authenticationRequired", "3184", new Authenticate(new Approve())),
            visa("threeDSecure2Required", "3220", new Authenticate(new Approve())),
            visa("threeDSecureRequired", "3063", new Authenticate(new Approve())),
            visa("threeDSecureRequiredChargeDeclined", "1629", new Authenticate(GENERIC)))
        .flatMap(Function.identity());
  }

  private static Stream<TestMethod> visa(String name, String last4, Behaviour behaviour) {
    return Stream.of("pm_card_", "pm_card_visa_")
        .map(prefix -> new TestMethod(prefix + name, "visa", last4, behaviour, Quirk.NONE));
  }

  private static Stream<TestMethod> banks() {
    return Stream.of(
        new TestMethod("pm_usBankAccount_success", "", "6789", new SettleLater(), Quirk.NONE));
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
    return new TestMethod(id, "visa", "4242", new Approve(), quirk);
  }

  private static Decline declined(String declineCode, String message) {
    return new Decline(DECLINED, declineCode, message);
  }

  private static Decline decline(String code, String message) {
    return new Decline(code, code, message);
  }
}
