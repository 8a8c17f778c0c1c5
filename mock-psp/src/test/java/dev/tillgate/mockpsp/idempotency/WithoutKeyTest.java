package dev.tillgate.mockpsp.idempotency;

import static dev.tillgate.mockpsp.Wire.header;
import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.SteppedPause;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that are made once, and calls that may always be repeated. */
class WithoutKeyTest {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String FORM = "amount=1099&currency=eur&payment_method_types[]=card";

  private final SteppedPause pause = new SteppedPause();
  private final MockPsp psp =
      MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1), pause);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void nothingIsKeptAndTheAnswerIsNobodysReplay() throws Exception {
    HttpResponse<String> response = wire.post(INTENTS, FORM);

    assertThat(header(response, "Original-Request")).isEmpty();
    assertThat(wire.control("ledger").path("keys")).isEmpty();
  }

  @Test
  void aBlankKeyIsNone() throws Exception {
    HttpResponse<String> first = wire.post(INTENTS, FORM, "Idempotency-Key", " ");
    HttpResponse<String> second = wire.post(INTENTS, FORM, "Idempotency-Key", " ");

    assertThat(json(first).path("id")).isNotEqualTo(json(second).path("id"));
    assertThat(wire.control("ledger").path("keys")).isEmpty();
  }

  @Test
  void anObjectMayBeLookedAtWhileItChanges() throws Exception {
    String path = INTENTS + "/" + json(wire.post(INTENTS, FORM)).path("id").asString();
    wire.control("faults", "{\"do\":\"delay\",\"delay\":\"PT1S\",\"match\":{\"method\":\"POST\"}}");
    CompletableFuture<HttpResponse<String>> slow =
        wire.begin(wire.request(path + "/cancel").POST(BodyPublishers.noBody()));
    SteppedPause.Wait wait = pause.next();

    int meanwhile = wire.get(path).statusCode();
    wait.end();

    assertThat(meanwhile).isEqualTo(200);
    assertThat(slow.join().statusCode()).isEqualTo(200);
  }
}
