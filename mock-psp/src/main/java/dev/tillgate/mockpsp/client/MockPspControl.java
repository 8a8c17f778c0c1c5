package dev.tillgate.mockpsp.client;

import dev.tillgate.mockpsp.store.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a test does to a provider and asks it, beside the API. Each call is one request to the
 * control plane, finished when it returns; one that is refused throws {@link MockPspRefusal}. Safe
 * to share.
 */
public abstract class MockPspControl {
  private static final int MOST = 1000;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Where the provider is: the base URL for the official libraries, without a slash at its end. */
  public abstract URI url();

  /** Requests that go wrong. */
  public final FaultRules faults() {
    return new FaultRules(plane());
  }

  /** Callbacks that go wrong, how they went, and their secrets. */
  public final CallbackControl callbacks() {
    return new CallbackControl(plane());
  }

  /** The truth about everything. */
  public final Ledger ledger() {
    return Ledger.read(plane().get("ledger"));
  }

  /** The truth about the intents whose {@code metadata.order_id} this is, and their keys. */
  public final Ledger ledger(String orderId) {
    return Ledger.read(
        plane().get("ledger?order=" + URLEncoder.encode(orderId, StandardCharsets.UTF_8)));
  }

  /** The provider's own clock. */
  public final Instant clock() {
    return Instant.parse(plane().get("clock").path("now").asString());
  }

  /** Moves the provider's clock forward, and returns when what came due by that has happened. */
  public final void advanceClock(Duration by) {
    plane().post("clock", Json.object().put("advance", by.toString()));
  }

  /** The shopper passes 3-D Secure; refused unless the intent waits for that. */
  public final void authenticate(String intent) {
    decide(intent, "authenticate", "succeed");
  }

  /** The shopper fails 3-D Secure; refused unless the intent waits for that. */
  public final void failAuthentication(String intent) {
    decide(intent, "authenticate", "fail");
  }

  /** The bank pays at last; refused unless the intent is in process. */
  public final void settle(String intent) {
    decide(intent, "settle", "succeed");
  }

  /** The bank does not pay; refused unless the intent is in process. */
  public final void failSettlement(String intent) {
    decide(intent, "settle", "fail");
  }

  /** Sends an event again to every endpoint that wants its type; returns how many do. */
  public final int resend(String event) {
    return plane().post("events/" + event + "/resend", Json.object()).path("endpoints").asInt();
  }

  /** The last thousand requests of the API with their answers, the newest first. */
  public final List<SeenRequest> requests() {
    return plane()
        .get("requests?limit=" + MOST)
        .path("requests")
        .valueStream()
        .map(SeenRequest::read)
        .toList();
  }

  /** Forgets everything but the endpoints the provider was started with; faults end as well. */
  public final void reset() {
    plane().post("reset", Json.object());
  }

  private void decide(String intent, String what, String result) {
    ObjectNode body = Json.object().put("result", result);
    plane().post("payment_intents/" + intent + "/" + what, body);
  }

  private ControlPlane plane() {
    return new ControlPlane(CLIENT, url());
  }
}
