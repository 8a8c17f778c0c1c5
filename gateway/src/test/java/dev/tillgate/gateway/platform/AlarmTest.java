package dev.tillgate.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
  private final SteppedClock clock = new SteppedClock();
  private final AtomicInteger rung = new AtomicInteger();
  private final Alarm alarm = new Alarm(clock);

  @BeforeEach
  void hangUpTheBell() {
    alarm.rings(rung::incrementAndGet);
  }

  @Test
  void itSleepsUntilTheNextThingIsDue() {
    assertThat(alarm.sleep(Optional.of(clock.instant().plusSeconds(5)))).hasSeconds(5);
  }

  @Test
  void whatIsOverdueIsDueNow() {
    assertThat(alarm.sleep(Optional.of(clock.instant().minusSeconds(5)))).isZero();
  }

  @Test
  void itLooksNowAndThenThoughNothingIsDue() {
    assertThat(alarm.sleep(Optional.empty())).hasSeconds(30);
    assertThat(alarm.sleep(Optional.of(clock.instant().plus(Duration.ofDays(1))))).hasSeconds(30);
  }

  @Test
  void itRingsForWhatIsDueBeforeItMeantToWakeAndForNothingElse() {
    Duration unused = alarm.sleep(Optional.of(clock.instant().plusSeconds(5)));

    alarm.dueAt(clock.instant().plusSeconds(5));
    assertThat(rung).hasValue(0);

    alarm.dueAt(clock.instant().plusSeconds(4));
    assertThat(rung).hasValue(1);
  }
}
