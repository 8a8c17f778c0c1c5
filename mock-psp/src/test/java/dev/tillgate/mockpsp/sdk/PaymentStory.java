package dev.tillgate.mockpsp.sdk;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.ChargeListParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.service.V1Services;
import dev.tillgate.mockpsp.Shop;
import java.util.ArrayList;
import java.util.List;

/** Payment intents, charges and methods, told with the official Java library. */
final class PaymentStory {
  private final V1Services api;
  private final Bank bank;
  private final Transcript transcript;

  /** What a shopper or a bank does, by the id of the intent. */
  @FunctionalInterface
  interface Bank {
    void decides(String intent, String verb) throws Exception;
  }

  PaymentStory(V1Services api, Bank bank, Transcript transcript) {
    this.api = api;
    this.bank = bank;
    this.transcript = transcript;
  }

  void tell() throws Exception {
    stepByStep();
    refused();
    authenticated();
    settled();
    capturedLater();
    canceled();
    listed();
  }

  private void stepByStep() throws StripeException {
    PaymentIntent intent = api.paymentIntents().create(Shop.order().build());
    transcript.saw("create", intent.getStatus(), intent.getAmount(), intent.getCurrency());
    intent =
        api.paymentIntents()
            .update(
                intent.getId(),
                PaymentIntentUpdateParams.builder()
                    .setDescription("Green tea")
                    .putMetadata("colour", "green")
                    .build());
    transcript.saw("update", intent.getDescription(), intent.getMetadata().get("colour"));
    intent =
        api.paymentIntents()
            .confirm(
                intent.getId(),
                PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa").build());
    transcript.saw("confirm", intent.getStatus(), intent.getAmountReceived());
    withItsCharge(intent.getId());
  }

  private void withItsCharge(String id) throws StripeException {
    PaymentIntent intent =
        api.paymentIntents()
            .retrieve(
                id,
                PaymentIntentRetrieveParams.builder()
                    .addExpand("latest_charge")
                    .addExpand("payment_method")
                    .build());
    Charge charge = intent.getLatestChargeObject();
    var card = charge.getPaymentMethodDetails().getCard();
    transcript.saw("expand", charge.getStatus(), card.getBrand(), card.getLast4());
    transcript.saw("expand method", intent.getPaymentMethodObject().getType());
    transcript.saw("charge", api.charges().retrieve(charge.getId()).getPaid());
    transcript.saw("charges", charges(id));
    transcript.saw(
        "payment method", api.paymentMethods().retrieve("pm_card_visa").getCard().getBrand());
  }

  private int charges(String intent) throws StripeException {
    return api.charges()
        .list(ChargeListParams.builder().setPaymentIntent(intent).build())
        .getData()
        .size();
  }

  private void refused() {
    transcript.refused("declined", () -> pay("pm_card_visa_chargeDeclinedInsufficientFunds"));
    transcript.refused("expired card", () -> pay("pm_card_chargeDeclinedExpiredCard"));
    transcript.refused("fraud", () -> pay("pm_card_radarBlock"));
    transcript.refused("no such method", () -> pay("pm_none"));
    transcript.refused("no such intent", () -> api.paymentIntents().retrieve("pi_none"));
    transcript.refused("no such charge", () -> api.charges().retrieve("ch_none"));
    transcript.refused("no amount", () -> create(paid("pm_card_visa").setAmount(null)));
    transcript.refused("small amount", () -> create(paid("pm_card_visa").setAmount(0L)));
    transcript.refused(
        "unknown parameter", () -> create(paid("pm_card_visa").putExtraParam("colour", "green")));
    transcript.refused(
        "limit",
        () -> api.paymentIntents().list(PaymentIntentListParams.builder().setLimit(101L).build()));
  }

  private void authenticated() throws Exception {
    PaymentIntent intent = pay("pm_card_threeDSecure2Required");
    transcript.saw("3-D Secure", intent.getStatus(), intent.getNextAction().getType());
    bank.decides(intent.getId(), "authenticate");
    transcript.saw("authenticated", api.paymentIntents().retrieve(intent.getId()).getStatus());
  }

  private void settled() throws Exception {
    PaymentIntent intent =
        create(paid("pm_usBankAccount_success").addPaymentMethodType("us_bank_account"));
    transcript.saw("bank account", intent.getStatus());
    bank.decides(intent.getId(), "settle");
    transcript.saw("settled", api.paymentIntents().retrieve(intent.getId()).getStatus());
  }

  private void capturedLater() throws StripeException {
    PaymentIntent intent = create(paid("pm_card_visa").setCaptureMethod(CaptureMethod.MANUAL));
    transcript.saw("authorized", intent.getStatus(), intent.getAmountCapturable());
    PaymentIntentCaptureParams part =
        PaymentIntentCaptureParams.builder().setAmountToCapture(1000L).build();
    PaymentIntent captured = api.paymentIntents().capture(intent.getId(), part);
    transcript.saw("captured", captured.getStatus(), captured.getAmountReceived());
    transcript.refused("captured again", () -> api.paymentIntents().capture(intent.getId()));
  }

  private void canceled() throws StripeException {
    String id = create(Shop.order()).getId();
    PaymentIntentCancelParams abandoned =
        PaymentIntentCancelParams.builder()
            .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
            .build();
    PaymentIntent canceled = api.paymentIntents().cancel(id, abandoned);
    transcript.saw("canceled", canceled.getStatus(), canceled.getCancellationReason());
    transcript.refused("confirmed too late", () -> api.paymentIntents().confirm(id));
    String paid = pay("pm_card_visa").getId();
    transcript.refused("canceled too late", () -> api.paymentIntents().cancel(paid));
  }

  private void listed() throws StripeException {
    var first = api.paymentIntents().list(PaymentIntentListParams.builder().setLimit(2L).build());
    transcript.saw("page", first.getData().size(), first.getHasMore());
    List<String> statuses = new ArrayList<>();
    for (PaymentIntent intent : first.autoPagingIterable()) {
      statuses.add(intent.getStatus());
    }
    transcript.saw("all pages", String.join(",", statuses));
  }

  private PaymentIntent pay(String method) throws StripeException {
    return create(paid(method));
  }

  private PaymentIntent create(PaymentIntentCreateParams.Builder params) throws StripeException {
    return api.paymentIntents().create(params.build());
  }

  private static PaymentIntentCreateParams.Builder paid(String method) {
    return Shop.order()
        .setPaymentMethod(method)
        .setConfirm(true)
        .setReturnUrl("https://shop.example/back");
  }
}
