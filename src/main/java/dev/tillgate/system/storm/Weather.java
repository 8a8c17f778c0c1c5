package dev.tillgate.system.storm;

import dev.tillgate.mockpsp.client.Method;
import dev.tillgate.mockpsp.client.MockPspControl;
import dev.tillgate.system.playground.Provider;
import tools.jackson.databind.JsonNode;

/** What goes wrong at the provider, from the first order until everything is quiet. */
final class Weather {
  private static final double ANSWERS_RESET = 0.1;
  private static final double EVENTS_LOST = 0.3;
  private static final int COPIES = 3;

  private final Provider provider;

  Weather(Provider provider) {
    this.provider = provider;
  }

  /**
   * From now on 30 % of the events are never told, the others once or more and in any order, and 10
   * % of the answers are lost after the work was done, of whatever request.
   */
  void begin(long seed) {
    MockPspControl psp = provider.psp();
    psp.faults().on(Method.POST, "/v1/**").after().probability(ANSWERS_RESET).seed(seed).reset();
    // An event is lost when each of its copies is.
    psp.callbacks()
        .plan()
        .duplicate(COPIES - 1)
        .drop(Math.pow(EVENTS_LOST, 1.0 / COPIES))
        .shuffle()
        .seed(seed)
        .begin();
  }

  /** What it has done so far. */
  String toll() {
    JsonNode counts = provider.http().get("/_mock/callbacks").expect(200).json().at("/plan/counts");
    long resets = provider.psp().faults().all().stream().mapToLong(fault -> fault.applied()).sum();
    return "%d answers reset; %d copies of callbacks, %d of them lost"
        .formatted(resets, counts.path("deliveries").asLong(), counts.path("dropped").asLong());
  }
}
