package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;

  @Test
  @DisplayName("PAY-J1: a crash between the commit and the send loses nothing")
  void nothingIsLost() {
    Bench killed = new Bench(directory);
    killed.endpoint(URL);
    String event = killed.publish("order.placed", "ord_1").value();
    killed.kill();

    try (Bench next = new Bench(directory)) {
      next.step();

      assertThat(next.sender.sent).extracting(sent -> sent.id().value()).containsExactly(event);
      assertThat(next.rows("SELECT number, outcome FROM delivery_attempts"))
          .extracting(Object::toString)
          .containsExactly("{number=1, outcome=interrupted}", "{number=2, outcome=delivered}");
      assertThat(next.one("SELECT status || crashes FROM deliveries")).isEqualTo("delivered0");
    }
  }

  @Test
  void aRetryThatOnlyWaitedInMemoryCountsNoCrash() {
    Bench killed = new Bench(directory);
    killed.endpoint(URL);
    killed.sender.at(URL, FakeSender.status(500));
    killed.publish("order.placed", "ord_1");
    killed.runSends();
    killed.advance(Duration.ofSeconds(7));
    killed.webhooks.dispatchDue();
    killed.settleHooks();
    assertThat(killed.one("SELECT claimed_by IS NULL FROM deliveries")).isEqualTo("0");
    killed.kill();

    try (Bench next = new Bench(directory)) {
      assertThat(next.one("SELECT crashes || '/' || attempts FROM deliveries")).isEqualTo("0/1");
      next.advance(Duration.ofSeconds(7));
      next.step();
      assertThat(next.one("SELECT status || attempts FROM deliveries")).isEqualTo("delivered2");
    }
  }

  @Test
  @DisplayName("FLT-D17: a stop gives back what waits, and nothing counts as a crash")
  void aStopGivesBack() {
    Bench stopped = new Bench(directory);
    stopped.endpoint(URL);
    stopped.client.patch(
        "/v1/webhook-endpoints/" + stopped.one("SELECT id FROM webhook_endpoints"),
        "{\"max_in_flight\":1}");
    stopped.publish("order.placed", "ord_1");
    stopped.publish("order.placed", "ord_2");
    Thread drained = Thread.ofVirtual().start(stopped.webhooks::close);
    while (stopped
        .one("SELECT COUNT(*) FROM deliveries WHERE claimed_by IS NOT NULL")
        .equals("2")) {
      Thread.onSpinWait();
    }
    stopped.runSends();
    join(drained);
    assertThat(stopped.rows("SELECT status, attempts, claimed_by FROM deliveries"))
        .extracting(Object::toString)
        .containsExactly(
            "{status=delivered, attempts=1, claimed_by=null}",
            "{status=pending, attempts=0, claimed_by=null}");
    stopped.kill();

    try (Bench next = new Bench(directory)) {
      next.step();
      assertThat(next.one("SELECT SUM(crashes) FROM deliveries")).isEqualTo("0");
      assertThat(next.sender.sent).hasSize(1);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
