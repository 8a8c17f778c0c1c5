package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    assertThat(killed.one("SELECT COUNT(claimed_by) FROM deliveries")).isEqualTo("1");
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
    assertThat(stopped.rows("SELECT status, attempts, claimed_by FROM deliveries ORDER BY id"))
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

  @Test
  @DisplayName("FLT-O14: a delivery whose send ends the process five times is parked, others flow")
  void whatEndsTheProcessIsParked() {
    Bench killed = new Bench(directory);
    killed.endpoint(URL, "order.poison");
    killed.endpoint("http://b.test/", "order.placed");
    killed.publish("order.poison", "ord_1");
    for (int crash = 1; crash < 5; crash++) {
      killed.kill();
      killed = new Bench(directory);
      killed.webhooks.dispatchDue();
      killed.settleHooks();
      diesInSend(killed);
    }
    killed.kill();

    try (Bench next = new Bench(directory)) {
      next.publish("order.placed", "ord_2");
      next.step();

      assertThat(next.rows("SELECT status, reason, crashes FROM deliveries ORDER BY status DESC"))
          .extracting(Object::toString)
          .containsExactly(
              "{status=parked, reason=the gateway ended during 5 sends of it in a row, crashes=5}",
              "{status=delivered, reason=null, crashes=0}");
      assertThat(next.sender.urls()).containsExactly("http://b.test/");
    }
  }

  @Test
  void suspectsAreSentAgainOneAtATimeAndOthersBesideThem() {
    Bench killed = new Bench(directory);
    killed.endpoint(URL);
    for (int i = 0; i < 10; i++) {
      killed.publish("order.placed", "ord_" + i);
    }
    killed.kill();

    try (Bench next = new Bench(directory)) {
      next.webhooks.dispatchDue();
      next.settleHooks();
      assertThat(next.inFlight()).isEqualTo(1);
      next.publish("order.placed", "ord_10");
      assertThat(next.inFlight()).isEqualTo(2);

      next.runSends();

      assertThat(next.one("SELECT COUNT(*) || '/' || SUM(crashes) FROM deliveries"))
          .isEqualTo("11/0");
      assertThat(next.sender.sent).hasSize(11);
    }
  }

  /** The send is begun and its process ends before it is over. */
  private static void diesInSend(Bench bench) {
    bench.sender.at(
        URL,
        message -> {
          throw new ProcessEnded();
        });
    assertThatThrownBy(bench::runOneSend).isInstanceOf(ProcessEnded.class);
  }

  private static final class ProcessEnded extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
