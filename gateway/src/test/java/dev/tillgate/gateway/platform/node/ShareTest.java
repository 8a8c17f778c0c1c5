package dev.tillgate.gateway.platform.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void thePartsAreTheWholeAndDifferByOneAtMost() {
    for (int of = 1; of <= 20; of++) {
      for (int limit = 0; limit <= 50; limit++) {
        int nodes = of;
        int whole = limit;
        int[] parts =
            IntStream.range(0, of).map(rank -> new Share(rank, nodes).part(whole)).toArray();
        assertThat(IntStream.of(parts).sum()).isEqualTo(limit);
        assertThat(parts[0] - parts[of - 1]).isBetween(0, 1);
      }
    }
  }

  @Test
  void whoHasNoPartHasNothing() {
    assertThat(Share.NONE.part(100)).isZero();
    assertThat(Share.NONE.turnedBy("we_1").part(100)).isZero();
  }

  @Test
  void everyNodeHasAnotherPlaceForTheSameKey() {
    assertThat(IntStream.range(0, 7).map(rank -> new Share(rank, 7).turnedBy("we_1").rank()))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
  }
}
