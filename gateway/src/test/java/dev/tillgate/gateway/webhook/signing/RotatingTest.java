package dev.tillgate.gateway.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RotatingTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:26:53.589Z");
  private static final Duration WEEK = Duration.ofDays(7);

  private record Named(String name, @Nullable Instant until) implements Rotating<Named> {
    @Override
    public Named endingAt(Instant end) {
      return new Named(name, end);
    }
  }

  @Test
  void theReplacedOneSignsForTheOverlapAndOlderOnesKeepTheirEnd() {
    Named older = new Named("older", NOW.plus(Duration.ofDays(3)));

    List<Named> next = rotate("fresh", List.of(new Named("old", null), older), WEEK);

    assertThat(next)
        .containsExactly(new Named("fresh", null), new Named("old", NOW.plus(WEEK)), older);
  }

  @Test
  void withoutAnOverlapTheReplacedOneEndsAtOnce() {
    assertThat(rotate("fresh", List.of(new Named("old", null)), Duration.ZERO))
        .containsExactly(new Named("fresh", null));
  }

  @Test
  void whatHasEndedIsForgotten() {
    Named ended = new Named("ended", NOW);

    assertThat(ended.signsAt(NOW.minusMillis(1))).isTrue();
    assertThat(ended.signsAt(NOW)).isFalse();
    assertThat(rotate("fresh", List.of(new Named("old", null), ended), WEEK))
        .extracting(Named::name)
        .containsExactly("fresh", "old");
  }

  @Test
  void ofTooManyTheOneThatEndsFirstGoesButNeverTheOneJustReplaced() {
    List<Named> present = List.of(new Named("0", null));
    for (int i = 1; i <= Rotating.OLD_MAX; i++) {
      present = rotate(String.valueOf(i), present, WEEK.minusHours(i));
    }
    assertThat(present).hasSize(1 + Rotating.OLD_MAX);

    List<Named> next = rotate("fresh", present, Duration.ofMinutes(1));

    assertThat(next)
        .extracting(Named::name)
        .containsExactly("fresh", "10", "0", "1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(next.get(1).until()).isEqualTo(NOW.plusSeconds(60));
  }

  private static List<Named> rotate(String fresh, List<Named> present, Duration overlap) {
    return Rotating.rotate(new Named(fresh, null), present, overlap, NOW);
  }
}
