package dev.tillgate.gateway.webhook.retention;

import static dev.tillgate.gateway.webhook.retention.SpanBench.END;
import static dev.tillgate.gateway.webhook.retention.SpanBench.KEEP;
import static dev.tillgate.gateway.webhook.retention.SpanBench.MONDAY;
import static dev.tillgate.gateway.webhook.retention.SpanBench.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A week of deliveries is only dropped when nobody is at it and nothing in it is to be done. */
@Timeout(60)
class SpansInUseTest {
  private final SpanBench bench = new SpanBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void whatIsWrittenBehindTheLookIsNotLost() {
    bench.over(MONDAY.plusMillis(2));
    assertThat(bench.retention.removeSome()).as("it was looked at").isTrue();
    bench.delivery(MONDAY.plusMillis(1), "pending", MONDAY); // By a clock that was set back.

    bench.round();

    assertThat(bench.counts()).isEqualTo("2 deliveries, 2 attempts");
    assertThat(bench.spans()).contains(span(MONDAY));
  }

  @Test
  void aWeekThatSomebodyReadsGoesLater() throws SQLException {
    bench.over(MONDAY);
    try (Connection reader = DriverManager.getConnection(bench.url);
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("SELECT COUNT(*) FROM deliveries");
      bench.round();
      assertThat(bench.spans()).contains(span(MONDAY));
    }

    bench.clock.advance(WholeSpans.AGAIN);
    bench.round();

    assertThat(bench.spans()).doesNotContain(span(MONDAY));
  }

  @Test
  void twoNodesMayBothBeAtIt() {
    bench.over(MONDAY);
    Retention other = new Retention(bench.database, KEEP, bench.clock);
    bench.retention.removeSome();
    other.removeSome();

    bench.round();
    while (other.removeSome()) {}

    assertThat(bench.counts()).isEqualTo("0 deliveries, 0 attempts");
  }

  @Test
  void aLookAtALargeWeekTakesMoreThanOneStep() {
    bench.over(MONDAY);
    bench.change(
        """
        INSERT INTO deliveries (id, event_id, event_type, endpoint_id, status, claims, attempts,
          due_at_ms, retry_until_ms, created_at_ms, updated_at_ms)
        SELECT id || n, event_id, event_type, endpoint_id, status, 0, 0, 0, 0, 0, 0
        FROM deliveries, generate_series(1, %d) AS n
        """
            .formatted(WholeSpans.PIECE));
    bench.delivery(END.minusMillis(1), "dead", MONDAY);

    bench.round();

    assertThat(bench.one("SELECT COUNT(*) FROM deliveries"))
        .isEqualTo(String.valueOf(WholeSpans.PIECE + 2));
  }
}
