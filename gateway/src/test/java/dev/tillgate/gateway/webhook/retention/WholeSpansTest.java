package dev.tillgate.gateway.webhook.retention;

import static dev.tillgate.gateway.webhook.retention.SpanBench.END;
import static dev.tillgate.gateway.webhook.retention.SpanBench.MONDAY;
import static dev.tillgate.gateway.webhook.retention.SpanBench.WEEK;
import static dev.tillgate.gateway.webhook.retention.SpanBench.id;
import static dev.tillgate.gateway.webhook.retention.SpanBench.lowest;
import static dev.tillgate.gateway.webhook.retention.SpanBench.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Spans.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * On PostgreSQL old deliveries go by the week, or one by one where something in their week stays.
 */
@Timeout(60)
class WholeSpansTest {
  private final SpanBench bench = new SpanBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aWeekInWhichAllIsOverGoesAsAWhole() {
    for (int day = 0; day < 7; day++) {
      bench.over(MONDAY.plus(Duration.ofDays(day)));
    }
    bench.refuseToDelete();

    bench.round();

    assertThat(bench.counts()).isEqualTo("0 deliveries, 0 attempts");
    assertThat(bench.spans()).doesNotContain(span(MONDAY)).contains(span(END));
  }

  @Test
  void noneOfItGoesBeforeTheWholeWeekIsOld() {
    bench.over(MONDAY);
    bench.clock.advance(Duration.ofMillis(-1));
    bench.round();
    assertThat(bench.counts()).isEqualTo("1 deliveries, 1 attempts");

    bench.clock.advance(Duration.ofMillis(1));
    bench.round();
    assertThat(bench.counts()).isEqualTo("0 deliveries, 0 attempts");
  }

  @Test
  void aWeekWaitsForItsLastDeliveryToBeOver() {
    bench.over(MONDAY);
    bench.delivery(END.minusMillis(1), "delivered", END.plus(Duration.ofDays(3)));
    bench.refuseToDelete();
    bench.round();
    assertThat(bench.counts()).isEqualTo("2 deliveries, 2 attempts");

    bench.clock.advance(Duration.ofDays(3).plusMillis(1));
    bench.round();

    assertThat(bench.counts()).isEqualTo("0 deliveries, 0 attempts");
  }

  @Test
  void aDeadDeliveryStaysAndItsNeighboursGoOneByOneWhenTheyHaveWaitedLongEnough() {
    bench.over(MONDAY);
    bench.delivery(MONDAY.plusMillis(1), "dead", MONDAY);
    bench.over(MONDAY.plusMillis(2));
    bench.clock.advance(WholeSpans.PATIENCE.minusMillis(1));
    bench.round();
    assertThat(bench.counts()).isEqualTo("3 deliveries, 3 attempts");

    bench.clock.advance(Duration.ofDays(1));
    bench.round();

    assertThat(bench.counts()).isEqualTo("1 deliveries, 1 attempts");
    assertThat(bench.one("SELECT status FROM deliveries")).isEqualTo("dead");
    assertThat(bench.spans()).contains(span(MONDAY));
  }

  @Test
  void whatStayedAndIsOverAtLastTakesItsWeekWithIt() {
    bench.delivery(MONDAY, "dead", MONDAY);
    bench.round();
    bench.change("UPDATE deliveries SET status = 'canceled'");

    bench.round();
    assertThat(bench.spans()).as("it was looked at just now").contains(span(MONDAY));
    bench.clock.advance(WholeSpans.AGAIN);
    bench.round();

    assertThat(bench.spans()).doesNotContain(span(MONDAY));
  }

  @Test
  void whatLiesInNoSpanGoesOneByOne() {
    bench.over(MONDAY.minusMillis(1));
    bench.over(MONDAY);
    bench.over(END.plus(WEEK));
    bench.delivery(END, "dead", END);
    bench.clock.advance(WEEK.plusMillis(1));

    bench.round();

    assertThat(bench.one("SELECT MIN(id) FROM deliveries")).isEqualTo(id(END));
    assertThat(bench.counts()).isEqualTo("1 deliveries, 1 attempts");
  }

  @Test
  void itIsNotedFromWhenOnNothingWasRemovedAndTheEventsFollow() {
    bench.over(MONDAY);

    bench.round();

    assertThat(bench.one("SELECT deliveries_since_ms FROM retention"))
        .isEqualTo(String.valueOf(END.toEpochMilli()));
    assertThat(bench.one("SELECT COUNT(*) FROM events")).isEqualTo("0");
  }

  @Test
  void ofAWiderSpanOnlyTheNewestTwoWeeksWait() {
    List<Span> wide = List.of(new Span("", lowest(END)));

    assertThat(WholeSpans.leftAlone(wide, "", END))
        .contains(new Span(lowest(END.minus(WEEK.multipliedBy(2))), lowest(END)));
    assertThat(WholeSpans.leftAlone(wide, lowest(END), END)).isEmpty();
    assertThat(WholeSpans.leftAlone(wide, "", END.plus(WEEK))).isEmpty();
  }
}
