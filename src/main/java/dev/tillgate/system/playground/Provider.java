package dev.tillgate.system.playground;

import tools.jackson.databind.JsonNode;

/** The provider as somebody beside it sees it: its books, its events, what its shoppers do. */
public final class Provider {
  private final HttpClient http;

  public Provider(HttpClient http) {
    this.http = http;
  }

  /** The plain client below. */
  public HttpClient http() {
    return http;
  }

  /** What the provider knows of an order: its payment intents and its idempotency keys. */
  public JsonNode ledger(String order) {
    return http.get("/_mock/ledger?order=" + order).expect(200).json();
  }

  /** Everything the provider knows. */
  public JsonNode ledger() {
    return http.get("/_mock/ledger").expect(200).json();
  }

  /** The shopper passes the 3-D Secure challenge, or fails it. */
  public void authenticate(String intent, boolean passes) {
    String result = passes ? "succeed" : "fail";
    http.post(
            "/_mock/payment_intents/" + intent + "/authenticate", "{\"result\":\"" + result + "\"}")
        .expect(200);
  }

  /** The provider's newest events of that type. */
  public JsonNode events(String type) {
    return http.get("/v1/events?limit=100&type=" + type).expect(200).json().path("data");
  }
}
