package dev.tillgate.mockpsp.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a plan decides about each callback. */
class CallbackFaultsTest {
  private static final String TYPE = "charge.succeeded";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final CallbackFaults faults = new CallbackFaults(new Random(1));

  @Test
  void aSeedDropsTheSameOnesWhateverElseThePlanDoes() {
    List<Boolean> dropped = of("\"drop\":0.5,\"seed\":7").map(Copy::dropped).toList();

    assertThat(dropped).contains(true, false);
    assertThat(of("\"drop\":0.5,\"seed\":7,\"shuffle\":true").map(Copy::dropped))
        .containsExactlyElementsOf(dropped);
  }

  @Test
  void aSeedShufflesTheSameWayWhateverElseThePlanDoes() {
    List<Integer> places = of("\"shuffle\":true,\"seed\":7").map(Copy::place).toList();

    assertThat(of("\"shuffle\":true,\"seed\":7,\"drop\":0.5").map(Copy::place))
        .containsExactlyElementsOf(places);
  }

  @Test
  void shuffledOnesWaitForEachOtherUntilTheFirstOfThemHasWaitedLongEnough() {
    begin("\"shuffle\":true");
    Instant together = NOON.plus(ActivePlan.WINDOW);

    assertThat(due(NOON, false)).isEqualTo(together);
    assertThat(due(together.minusMillis(1), false)).isEqualTo(together);
    assertThat(due(together, false)).isEqualTo(together.plus(ActivePlan.WINDOW));
  }

  @Test
  void shuffledOnesThatAreDelayedWaitForEachOtherFirst() {
    begin("\"shuffle\":true,\"delay\":\"PT2S\"");

    assertThat(due(NOON, false)).isEqualTo(NOON.plus(ActivePlan.WINDOW).plusSeconds(2));
  }

  @Test
  void whatARequestHoldsBackWaitsForNoOther() {
    begin("\"shuffle\":true,\"before_answer\":true");

    assertThat(due(NOON, true)).isEqualTo(NOON);
  }

  @Test
  void onlyWhatIsDoneIsCounted() {
    begin("\"duplicate\":1");
    due(NOON, false);

    assertThat(counts().toString())
        .isEqualTo(
            "{\"before_answer\":0,\"delayed\":0,\"deliveries\":2,\"dropped\":0,"
                + "\"duplicated\":1,\"shuffled\":0}");
  }

  @Test
  void countsAreRightHoweverManyComeAtOnce() {
    begin("\"shuffle\":true,\"delay\":\"PT2S\"");

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        threads.execute(() -> decide(5_000));
      }
    }

    assertThat(counts().path("deliveries").asInt()).isEqualTo(40_000);
    assertThat(counts().path("shuffled").asInt()).isEqualTo(40_000);
    assertThat(counts().path("delayed").asInt()).isEqualTo(40_000);
  }

  private void decide(int times) {
    for (int i = 0; i < times; i++) {
      due(NOON, false);
    }
  }

  private void begin(String fields) {
    faults.begin(Json.parse("{" + fields + "}"));
  }

  private Instant due(Instant now, boolean held) {
    return faults.copies(TYPE, now, held).getFirst().due();
  }

  private JsonNode counts() {
    return faults.shown().orElseThrow().path("counts");
  }

  private Stream<Copy> of(String fields) {
    begin(fields);
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      copies.addAll(faults.copies(TYPE, NOON.plus(Duration.ofHours(i)), false));
    }
    return copies.stream();
  }
}
