package dev.tillgate.mockpsp.idempotency;

import static dev.tillgate.mockpsp.client.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.SteppedPause;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.client.FaultRule;
import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.mockpsp.client.MockPspClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thirty create with one key at once at a provider that is slow: one execution, one answer. */
class LatencyTest {
  private static final int CALLERS = 30;
  private static final int MOST_TRIES = 200;
  private static final String INTENTS = "/v1/payment_intents";
  private static final String FORM =
      "amount=1099&currency=eur&payment_method_types[]=card&payment_method=pm_card_visa"
          + "&confirm=true";

  @ParameterizedTest
  @CsvSource({"PT0.2S, before", "PT0.2S, after", "PT3S, before", "PT3S, after"})
  void whileTheFirstIsSlowTheOthersAreRefusedAndThenGetItsAnswer(Duration latency, String when)
      throws Exception {
    SteppedPause pause = new SteppedPause();
    try (MockPsp provider =
            MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1), pause);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      MockPspClient psp = MockPspClient.at(provider.url());
      Wire wire = new Wire(provider);
      slow(psp, when, latency);
      CountDownLatch refused = new CountDownLatch(CALLERS - 1);
      CountDownLatch answered = new CountDownLatch(1);

      List<Future<String>> bodies = atOnce(callers, () -> body(wire, refused, answered));
      SteppedPause.Wait first = pause.next();
      assertThat(refused.await(20, TimeUnit.SECONDS)).as("29 are told to come again").isTrue();
      Ledger meanwhile = psp.ledger();
      first.end();
      for (int i = 1; i < CALLERS; i++) {
        pause.next().end();
      }

      assertThat(first.most()).isEqualTo(latency);
      assertThat(meanwhile.intents()).hasSize(when.equals("after") ? 1 : 0);
      assertThat(results(bodies)).hasSize(CALLERS).containsOnly(bodies.getFirst().get());
      assertThat(psp.ledger().intent().charges()).isEqualTo(1);
      assertThat(psp.ledger().key("same")).isEqualTo(new Ledger.Key("same", 1, CALLERS - 1));
    }
  }

  @Test
  void inRealTimeEverybodyWhoComesAgainGetsTheSameIntent() throws Exception {
    try (MockPsp provider = MockPsp.start(MockPspSettings.inMemory());
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      MockPspClient psp = MockPspClient.at(provider.url());
      Wire wire = new Wire(provider);
      slow(psp, "after", Duration.ofMillis(200));

      List<Future<String>> bodies = atOnce(callers, () -> bodyInTheEnd(wire));

      assertThat(results(bodies)).hasSize(CALLERS).containsOnly(bodies.getFirst().get());
      assertThat(psp.ledger().intent().charges()).isEqualTo(1);
      assertThat(psp.ledger().key("same").executions()).isEqualTo(1);
    }
  }

  private static void slow(MockPspClient psp, String when, Duration latency) {
    FaultRule rule = psp.faults().on(POST, INTENTS);
    (when.equals("after") ? rule.after() : rule.before()).delay(latency);
  }

  /** The first gets through; the others are refused, and come again when it was answered. */
  private static String body(Wire wire, CountDownLatch refused, CountDownLatch answered)
      throws Exception {
    HttpResponse<String> response = create(wire);
    if (response.statusCode() == 409) {
      refused.countDown();
      assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
      return bodyInTheEnd(wire);
    }
    answered.countDown();
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  /** Comes again until nobody else is being answered under the key. */
  private static String bodyInTheEnd(Wire wire) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < MOST_TRIES; i++) {
      HttpResponse<String> response = create(wire);
      if (response.statusCode() != 409) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
      }
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    throw new AssertionError("still in use after " + MOST_TRIES + " tries");
  }

  private static HttpResponse<String> create(Wire wire) throws Exception {
    return wire.post(INTENTS, FORM, "Idempotency-Key", "same");
  }

  private static List<Future<String>> atOnce(ExecutorService callers, Callable<String> call) {
    CountDownLatch ready = new CountDownLatch(CALLERS);
    List<Future<String>> results = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      results.add(
          callers.submit(() -> {
            ready.countDown();
            ready.await();
            return call.call();
          }));
    }
    return results;
  }

  private static List<String> results(List<Future<String>> futures) throws Exception {
    List<String> results = new ArrayList<>();
    for (Future<String> future : futures) {
      results.add(future.get(30, TimeUnit.SECONDS));
    }
    return results;
  }
}
