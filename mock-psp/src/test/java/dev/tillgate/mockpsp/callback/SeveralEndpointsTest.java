package dev.tillgate.mockpsp.callback;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.WebhookEndpoint;
import com.stripe.param.WebhookEndpointUpdateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two endpoints, of which one takes every event at once and the other has its troubles. */
class SeveralEndpointsTest {
  private Receiver good;
  private Receiver troubled;
  private MockPsp psp;
  private Wire wire;
  private Shop shop;

  @BeforeEach
  void start() throws Exception {
    good = new Receiver();
    troubled = new Receiver();
    psp =
        MockPsp.start(
            MockPspSettings.inMemory()
                .withCallback(good.url(), Receiver.SECRET)
                .withCallback(troubled.url(), Receiver.SECRET),
            new SteppedClock(),
            new Random(1));
    wire = new Wire(psp);
    shop = new Shop(psp);
  }

  @AfterEach
  void stop() {
    psp.close();
    good.close();
    troubled.close();
  }

  @Test
  void anEventIsPendingAtTheOneThatFailsUntilItTakesIt() throws Exception {
    String event = refusedAtFirst();

    assertThat(pending(event)).isEqualTo(1);
    assertThat(isUndelivered(event)).isTrue();
    wire.control("clock", "{\"advance\":\"PT5S\"}");
    attempts(3);

    assertThat(pending(event)).isZero();
    assertThat(isUndelivered(event)).isFalse();
    assertThat(good.rest()).hasSize(1);
  }

  @Test
  void anAttemptTellsWhatHappenedAndWhatFollows() throws Exception {
    String event = refusedAtFirst();
    JsonNode failed = attemptsAt(troubled).getFirst();

    assertThat(failed.path("delivery").asString()).startsWith("whd_");
    assertThat(failed.path("event").asString()).isEqualTo(event);
    assertThat(failed.path("type").asString()).isEqualTo("payment_intent.created");
    assertThat(failed.path("attempt").asInt()).isEqualTo(1);
    assertThat(failed.path("status").asInt()).isEqualTo(500);
    assertThat(failed.path("delivered").asBoolean()).isFalse();
    assertThat(failed.path("at").asString()).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(failed.path("next_retry").asString()).isEqualTo("2027-01-15T08:00:05Z");
    assertThat(failed.path("duration_ms").isIntegralNumber()).isTrue();
    assertThat(wire.control("callbacks/attempts?limit=1").path("attempts")).hasSize(1);
  }

  @Test
  void aGivenUpEventIsNoLongerPendingAndStaysUndeliveredUntilItIsResent() throws Exception {
    troubled.answers(java.util.Collections.nCopies(18, 500).toArray(Integer[]::new));
    String event = event(shop.open().getId());
    for (int attempt = 1; attempt < 18; attempt++) {
      attempts(attempt + 1);
      wire.control("clock", "{\"advance\":\"PT6H\"}");
    }
    JsonNode last = attempts(19).getFirst();
    int pendingThen = pending(event);
    boolean undeliveredThen = isUndelivered(event);
    wire.control("events/" + event + "/resend", "");
    attempts(21);

    assertThat(last.path("attempt").asInt()).isEqualTo(18);
    assertThat(last.path("next_retry").isNull()).isTrue();
    assertThat(pendingThen).isZero();
    assertThat(undeliveredThen).isTrue();
    assertThat(isUndelivered(event)).isFalse();
  }

  @Test
  void anEndpointThatIsDisabledWhenARetryIsDueGetsNoMore() throws Exception {
    String event = refusedAtFirst();
    disable(true);
    int pendingWhileWaiting = pending(event);
    wire.control("clock", "{\"advance\":\"PT5S\"}");
    JsonNode last = attempts(3).getFirst();
    disable(false);
    wire.control("clock", "{\"advance\":\"P3D\"}");

    assertThat(pendingWhileWaiting).isEqualTo(1);
    assertThat(last.path("outcome").asString()).isEqualTo("the endpoint is disabled");
    assertThat(last.path("next_retry").isNull()).isTrue();
    assertThat(pending(event)).isZero();
    assertThat(isUndelivered(event)).isTrue();
    assertThat(troubled.rest()).hasSize(1);
  }

  @Test
  void anEndpointThatIsEnabledAgainInTimeGetsItsRetry() throws Exception {
    String event = refusedAtFirst();
    disable(true);
    disable(false);
    wire.control("clock", "{\"advance\":\"PT5S\"}");
    attempts(3);

    assertThat(isUndelivered(event)).isFalse();
    assertThat(troubled.rest()).hasSize(2);
  }

  @Test
  void aDeletedEndpointIsWaitedForNoMore() throws Exception {
    String event = refusedAtFirst();
    shop.api().webhookEndpoints().delete(troubledEndpoint());
    wire.control("clock", "{\"advance\":\"P3D\"}");

    assertThat(pending(event)).isZero();
    assertThat(isUndelivered(event)).isFalse();
    assertThat(attemptsAt(troubled)).hasSize(1);
  }

  private String refusedAtFirst() throws Exception {
    troubled.answers(500);
    String event = event(shop.open().getId());
    attempts(2);
    return event;
  }

  private void disable(boolean disabled) throws Exception {
    shop.api()
        .webhookEndpoints()
        .update(
            troubledEndpoint(),
            WebhookEndpointUpdateParams.builder().setDisabled(disabled).build());
  }

  private String troubledEndpoint() throws Exception {
    return shop.api().webhookEndpoints().list().getData().stream()
        .filter(endpoint -> endpoint.getUrl().equals(troubled.url().toString()))
        .map(WebhookEndpoint::getId)
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> attempts(int least) throws Exception {
    return new AttemptsSeen(psp).atLeast(least);
  }

  private List<JsonNode> attemptsAt(Receiver receiver) throws Exception {
    return attempts(0).stream()
        .filter(attempt -> attempt.path("url").asString().equals(receiver.url().toString()))
        .toList();
  }

  private String event(String intent) throws Exception {
    return shop.api().events().list().getData().stream()
        .filter(event -> event.toJson().contains(intent))
        .findFirst()
        .orElseThrow()
        .getId();
  }

  private int pending(String event) throws Exception {
    return json(wire.get("/v1/events/" + event)).path("pending_webhooks").asInt();
  }

  private boolean isUndelivered(String event) throws Exception {
    return wire.get("/v1/events?delivery_success=false").body().contains(event);
  }
}
