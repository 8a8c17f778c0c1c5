package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Hints;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HintLineTest {
  @Test
  void whatIsTooMuchForOnePayloadComesInSeveral() {
    List<HintLine> told = lines(1_000);

    List<String> payloads = HintLine.payloads(told);

    assertThat(payloads).hasSizeGreaterThan(1).allMatch(payload -> payload.length() < 8_000);
    assertThat(payloads.stream().flatMap(payload -> HintLine.of(payload).orElseThrow().stream()))
        .containsExactlyElementsOf(told);
  }

  @Test
  void whatIsTooMuchToBeToldIsAGap() {
    assertThat(HintLine.payloads(lines(10_000))).containsExactly(HintLine.GAP);
    assertThat(HintLine.of(HintLine.GAP)).isEmpty();
  }

  @Test
  void aTopicThatIsNotKnownIsAGap() {
    assertThat(HintLine.of("WEATHER sunny\n")).isEmpty();
  }

  private static List<HintLine> lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new HintLine(Hints.Topic.ORDER, "ord_01JZ9X7W8Q0000000000000%04d".formatted(i)))
        .toList();
  }
}
