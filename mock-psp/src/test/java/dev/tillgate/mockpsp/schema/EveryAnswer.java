package dev.tillgate.mockpsp.schema;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/** Calls that bring about every kind of object in every state, every event and every error. */
final class EveryAnswer {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String BOTH =
      "&payment_method_types[]=card&payment_method_types[]=us_bank_account";

  private final Wire wire;

  EveryAnswer(Wire wire) {
    this.wire = wire;
  }

  void provoke() throws Exception {
    pay("pm_card_visa&expand[]=latest_charge&expand[]=payment_method");
    openAndCancel();
    declineAndAuthenticate();
    holdAndCapture();
    refundInEveryWay();
    settleAccounts();
    leaveUnsettled();
    endpoints();
    checkOut();
    refusals();
    everyList();
  }

  private void openAndCancel() throws Exception {
    wire.post(INTENTS, "amount=1&currency=eur");
    wire.post(INTENTS, "amount=1&currency=eur&payment_method=pm_card_visa");
    String id = idOf(wire.post(INTENTS, "amount=1&currency=eur&metadata[a]=b"));
    wire.post(INTENTS + "/" + id, "description=x");
    wire.post(INTENTS + "/" + id + "/cancel", "cancellation_reason=duplicate");
  }

  private void declineAndAuthenticate() throws Exception {
    pay("pm_card_visa_chargeDeclined");
    pay("pm_card_radarBlock");
    pay("pm_mock_chargeThen500");
    pay("pm_card_threeDSecure2Required");
    for (String result : List.of("succeed", "fail")) {
      String id = pay("pm_card_threeDSecure2Required");
      wire.control(
          "payment_intents/" + id + "/authenticate", "{\"result\":\"%s\"}".formatted(result));
      wire.get(INTENTS + "/" + id + "?expand[]=latest_charge");
    }
  }

  private void holdAndCapture() throws Exception {
    pay("pm_card_visa&capture_method=manual");
    String captured = pay("pm_card_visa&capture_method=manual");
    wire.post(INTENTS + "/" + captured + "/capture", "amount_to_capture=99");
    advance("P7D");
    pay("pm_card_visa&capture_method=manual&expand[]=latest_charge");
  }

  private void settleAccounts() throws Exception {
    pay("pm_usBankAccount_success");
    String failed = pay("pm_usBankAccount_success");
    wire.control("payment_intents/" + failed + "/settle", "{\"result\":\"fail\"}");
    advance("PT3M");
  }

  private void leaveUnsettled() throws Exception {
    pay("pm_usBankAccount_success&expand[]=latest_charge");
    String paid = pay("pm_card_pendingRefund");
    String id = refund(paid, "&amount=99&expand[]=charge&expand[]=payment_intent.latest_charge");
    wire.post("/v1/refunds/" + id, "metadata[a]=b&expand[]=charge.refunds");
    wire.get("/v1/refunds/" + id);
  }

  private void refundInEveryWay() throws Exception {
    refund(pay("pm_card_pendingRefund"), "");
    refund(pay("pm_card_refundFail"), "&amount=99&reason=duplicate");
    advance("PT3M");
    pay("pm_card_createDispute");
    pay("pm_card_createDisputeInquiry");
    advance("PT0S");
  }

  private void checkOut() throws Exception {
    String sessions = "/v1/checkout/sessions";
    String tea =
        "mode=payment&success_url=https://shop.example/&customer_email=a@shop.example"
            + "&expand[]=line_items&line_items[0][quantity]=1"
            + "&line_items[0][price_data][currency]=eur"
            + "&line_items[0][price_data][unit_amount]=500"
            + "&line_items[0][price_data][product_data][name]=Tea";
    wire.post(sessions, tea);
    String expired = idOf(wire.post(sessions, tea));
    wire.post(sessions + "/" + expired, "metadata[a]=b");
    wire.post(sessions + "/" + expired + "/expire", "");
    wire.get(sessions + "/" + expired + "/line_items");
    wire.get(sessions + "?limit=100");
  }

  private void endpoints() throws Exception {
    String id =
        idOf(wire.post("/v1/webhook_endpoints", "url=http://127.0.0.1:9/&enabled_events[]=*"));
    wire.post("/v1/webhook_endpoints/" + id, "description=x&disabled=true");
    wire.get("/v1/webhook_endpoints");
    wire.send(wire.request("/v1/webhook_endpoints/" + id).DELETE());
    wire.get("/v1/payment_methods/pm_card_visa");
    wire.get("/v1/payment_methods/pm_usBankAccount_success");
  }

  private void refusals() throws Exception {
    String paid = pay("pm_card_visa");
    wire.post(INTENTS + "/" + paid + "/cancel", "");
    wire.post(INTENTS + "/" + paid + "/capture", "", "Idempotency-Key", "k1");
    wire.post(INTENTS, "amount=1&currency=eur", "Idempotency-Key", "k1");
    wire.post(INTENTS, "amount=x&currency=eur");
    wire.post(INTENTS, "amount=1&currency=eur&colour=red");
    refund(paid, "&amount=5000");
    refund("pi_none", "");
    pay("pm_none");
    wire.get("/v1/nothing");
    wire.get("/v1/charges/ch_none");
    wire.send(wire.request("/v1/events").header("Authorization", "Bearer pk_1"));
  }

  private void everyList() throws Exception {
    for (String kind :
        List.of(
            "payment_intents?expand[]=data.latest_charge",
            "charges?expand[]=data.refunds&expand[]=data.payment_intent",
            "refunds?expand[]=data.charge",
            "disputes?expand[]=data.charge&expand[]=data.payment_intent",
            "events",
            "webhook_endpoints")) {
      String limited = kind + (kind.contains("?") ? "&" : "?") + "limit=100";
      assertThat(wire.get("/v1/" + limited).statusCode()).as(kind).isEqualTo(200);
    }
  }

  private String refund(String intent, String more) throws Exception {
    return idOf(wire.post("/v1/refunds", "payment_intent=" + intent + more));
  }

  private void advance(String duration) throws Exception {
    wire.control("clock", "{\"advance\":\"" + duration + "\"}");
  }

  private String pay(String method) throws IOException, InterruptedException {
    return idOf(
        wire.post(
            INTENTS,
            "amount=1099&currency=usd&confirm=true&return_url=https://shop.example/"
                + BOTH
                + "&payment_method="
                + method));
  }

  /** An answer that is an error has none. */
  private static String idOf(HttpResponse<String> response) {
    return json(response).path("id").asString("");
  }
}
