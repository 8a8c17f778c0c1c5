package dev.tillgate.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
  final SteppedClock clock = new SteppedClock();
  final Alarm alarm = new Alarm(clock);
  final AtomicInteger rings = new AtomicInteger();

  @BeforeEach
  void listen() {
    alarm.rings(rings::incrementAndGet);
  }

  private Instant in(int seconds) {
    return clock.instant().plusSeconds(seconds);
  }

  @Test
  void aLoopSleepsUntilTheNextThingIsDue() {
    assertThat(alarm.sleep(Optional.of(in(7)))).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aLoopLooksWithoutAReasonNowAndThen() {
    assertThat(alarm.sleep(Optional.empty())).isEqualTo(Duration.ofSeconds(30));
    assertThat(alarm.sleep(Optional.of(in(3_600)))).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatIsOverdueIsNotWaitedFor() {
    assertThat(alarm.sleep(Optional.of(in(-5)))).isEqualTo(Duration.ZERO);
  }

  @Test
  void onlyWhatIsNearerRings() {
    alarm.sleep(Optional.of(in(10)));

    alarm.dueAt(in(11));
    assertThat(rings).hasValue(0);

    alarm.dueAt(in(9));
    assertThat(rings).hasValue(1);
  }

  @Test
  void whatAppearsDuringALookRings() {
    alarm.sleep(Optional.of(in(1)));
    clock.advance(Duration.ofSeconds(1));
    alarm.looking();

    alarm.dueAt(in(10)); // Later than the last sleep was meant to end.

    assertThat(rings).hasValue(1);
  }
}
