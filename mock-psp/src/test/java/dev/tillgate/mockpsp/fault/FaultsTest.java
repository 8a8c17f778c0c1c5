package dev.tillgate.mockpsp.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.http.Form;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Faults that many requests meet at once. */
class FaultsTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = 20_000;
  private static final SeenRequest REQUEST =
      new SeenRequest("POST", "/v1/refunds", Form.decode(""), Optional.empty());

  private final Faults faults = new Faults(new Ids(new Random(1)), new Random(1));

  @Test
  void aFaultStrikesNoMoreThanItsTimesHoweverManyComeAtOnce() {
    faults.add(Json.parse("{\"do\":\"reset\",\"times\":50000}"));
    AtomicInteger struck = new AtomicInteger();

    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        threads.execute(() -> struck.addAndGet(strikes()));
      }
    }

    assertThat(struck).hasValue(50_000);
    assertThat(faults.all().getFirst().path("applied").asInt()).isEqualTo(50_000);
    assertThat(faults.all().getFirst().path("matched").asInt()).isEqualTo(50_000);
  }

  private int strikes() {
    int strikes = 0;
    for (int i = 0; i < REQUESTS; i++) {
      strikes += faults.next(REQUEST).isPresent() ? 1 : 0;
    }
    return strikes;
  }
}
