package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Manner;
import dev.tillgate.mockpsp.http.Metadata;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.WebAddress;
import dev.tillgate.mockpsp.intent.Payments.Work;
import dev.tillgate.mockpsp.method.Quirk;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import dev.tillgate.mockpsp.store.Json;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** The calls that move money: confirm and capture, with what must hold before them. */
final class Confirmation {
  private static final String NO_METHOD =
      "You cannot confirm this PaymentIntent because it's missing a payment method. Send"
          + " payment_method with one of the test payment methods.";
  private static final String NO_RETURN_URL =
      "This PaymentIntent accepts payment methods that may redirect your customer: provide a"
          + " return_url, or set automatic_payment_methods[allow_redirects]=never, or name"
          + " payment_method_types.";

  private static final String NO_CARDS =
      "Sending card numbers directly to the API is generally unsafe, and is not done here. Send"
          + " payment_method with one of the test payment methods.";

  private final Charges charges;
  private final Payments payments;

  Confirmation(Charges charges, Payments payments) {
    this.charges = charges;
    this.payments = payments;
  }

  /** The method a call names; empty when it names none. Cards are for the hosted pages. */
  Optional<TestMethod> method(Call call, PaymentIntent intent) {
    if (call.params().has("payment_method_data")) {
      throw ApiError.invalid(NO_CARDS, "payment_method_data", null);
    }
    Optional<TestMethod> method =
        call.params().given("payment_method").map(Confirmation::testMethod);
    method.ifPresent(named -> checkType(intent, named));
    return method;
  }

  /** Throws unless the intent can be confirmed by this call. */
  void check(Call call, PaymentIntent intent) {
    if (!intent.status().isOpen()) {
      throw intent.refuses("confirm");
    }
    if (method(call, intent).isEmpty() && intent.method() == null) {
      throw ApiError.unexpectedState(NO_METHOD, intent.json());
    }
    if (returnUrl(call).isEmpty() && intent.needsReturnUrl()) {
      throw ApiError.invalid(NO_RETURN_URL, "return_url", null);
    }
    checkAmount(call.params().integer("amount_to_confirm"), intent);
  }

  private static void checkAmount(OptionalLong expected, PaymentIntent intent) {
    if (expected.isPresent() && expected.getAsLong() != intent.amount()) {
      throw ApiError.invalid(
          "The amount_to_confirm is not the amount of this PaymentIntent, %d."
              .formatted(intent.amount()),
          "amount_to_confirm",
          null);
    }
  }

  Answer confirm(Call call, PaymentIntent intent) {
    check(call, intent);
    TestMethod method =
        method(call, intent).orElseGet(() -> testMethod(Objects.requireNonNull(intent.method())));
    IntentDraft.applyAtConfirm(call.params(), intent.json());
    TestMethod used = isShopperAway(call.params()) ? method.withoutShopper() : method;
    payments.confirm(
        new Work(call.tx(), call.origin(), intent, used), returnUrl(call).orElse(null));
    return answer(intent, method);
  }

  /** {@code off_session} is also sent as a word that says why, as {@code recurring}. */
  private static boolean isShopperAway(Params params) {
    return params.flag("error_on_requires_action").orElse(false)
        || params.given("off_session").filter(said -> !said.equalsIgnoreCase("false")).isPresent();
  }

  Answer capture(Call call, PaymentIntent intent) {
    if (intent.status() != IntentStatus.REQUIRES_CAPTURE) {
      throw intent.refuses("capture");
    }
    long amount = amountToCapture(call, intent);
    checkAuthorized(amount, intent);
    checkFinal(call);
    Metadata.update(intent.json(), call.params());
    TestMethod method = testMethod(Objects.requireNonNull(intent.method()));
    payments.capture(
        new Work(call.tx(), call.origin(), intent, method), latestCharge(call, intent), amount);
    return answer(intent, method);
  }

  private static long amountToCapture(Call call, PaymentIntent intent) {
    return call.params().has("amount_to_capture")
        ? IntentDraft.amount(call.params(), "amount_to_capture")
        : intent.amount();
  }

  private static void checkAuthorized(long amount, PaymentIntent intent) {
    if (amount > intent.amount()) {
      throw ApiError.invalid(
          "The amount to capture is more than what was authorized.",
          "amount_to_capture",
          "amount_too_large");
    }
  }

  /** Capturing bit by bit is for accounts that Stripe has enabled it for; this one is not. */
  private static void checkFinal(Call call) {
    if (!call.params().flag("final_capture").orElse(true)) {
      throw ApiError.invalid(
          "final_capture can only be false when multicapture is available for the payment.",
          "final_capture",
          null);
    }
  }

  private ObjectNode latestCharge(Call call, PaymentIntent intent) {
    return charges.find(call.tx(), intent.json().path("latest_charge").asString()).orElseThrow();
  }

  private static Answer answer(PaymentIntent intent, TestMethod method) {
    if (intent.status() == IntentStatus.REQUIRES_PAYMENT_METHOD) {
      return declined(intent);
    }
    Manner manner = method.quirk().chargeAnswer();
    if (method.quirk() == Quirk.ANSWER_500) {
      return ApiError.ours("The charge was made, and then something went wrong.")
          .answer()
          .about(intent.id());
    }
    return Answer.ok(intent.json()).given(manner);
  }

  private static Answer declined(PaymentIntent intent) {
    ObjectNode error = intent.json().path("last_payment_error").deepCopy().asObject();
    error.set("payment_intent", intent.json());
    ObjectNode body = Json.object();
    body.set("error", error);
    return Answer.of(402, body);
  }

  private static TestMethod testMethod(String id) {
    return TestMethods.find(id)
        .orElseThrow(() -> ApiError.noSuchParameter("PaymentMethod", id, "payment_method"));
  }

  private static void checkType(PaymentIntent intent, TestMethod method) {
    if (!intent.takes(method.type())) {
      throw ApiError.invalid(
          "The PaymentMethod provided (%s) is not allowed for this PaymentIntent. Add it to"
                  .formatted(method.type())
              + " payment_method_types, or use automatic_payment_methods.",
          "payment_method",
          "payment_intent_incompatible_payment_method");
    }
  }

  /** Of the web only: the page redirects there. */
  private static Optional<String> returnUrl(Call call) {
    return WebAddress.in(call.params(), "return_url");
  }
}
