package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.delivery.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that are told of each order strictly by sequence. */
class OrderedTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory);
  }

  @AfterEach
  void close() {
    bench.runSends();
    bench.close();
  }

  @Test
  void theNextOfAnOrderIsSentOnlyWhenTheOneBeforeHasArrived() {
    ordered("block");
    bench.publish("order.placed", "ord_1");
    bench.publish("order.confirmed", "ord_1");
    bench.publish("order.placed", "ord_2");
    assertThat(bench.inFlight()).as("the first of each order").isEqualTo(2);

    bench.runSends();
    bench.step();

    assertThat(types()).containsExactly("order.placed", "order.placed", "order.confirmed");
  }

  @Test
  void aFailureHoldsBackItsOwnOrderAndNoOther() {
    ordered("block");
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.sender.at(URL, FakeSender.OK);
    bench.publish("order.confirmed", "ord_1");
    bench.publish("order.placed", "ord_2");
    bench.runSends();
    bench.step();
    assertThat(types()).containsExactly("order.placed", "order.placed");

    bench.advance(Duration.ofSeconds(6));
    bench.step();
    bench.step();

    assertThat(types())
        .containsExactly("order.placed", "order.placed", "order.placed", "order.confirmed");
  }

  @Test
  void aHundredEventsComeBySequenceWhateverFails() {
    ordered("block");
    for (int i = 0; i < 100; i++) {
      bench.publish("order.number_" + i, "ord_1");
    }
    List<Long> arrived = new ArrayList<>();
    for (int hour = 0; hour < 200; hour++) {
      boolean fails = hour % 3 == 0;
      bench.sender.at(
          URL,
          message -> {
            if (!fails) {
              arrived.add(sequence(message));
            }
            return fails ? FakeSender.status(500) : FakeSender.OK;
          });
      bench.step();
      bench.advance(Duration.ofHours(1));
    }

    assertThat(arrived).hasSize(100).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aDeadHeadBlocksThoseBehindItUntilAPersonDecides() {
    ordered("block");
    dieAndFollow();

    assertThat(types()).doesNotContain("order.confirmed");

    bench.client.post("/v1/deliveries/" + dead() + "/retry", "");
    bench.step();
    bench.step();
    assertThat(types().getLast()).isEqualTo("order.confirmed");
  }

  @Test
  void aDeadHeadIsPassedOverWhereThatIsThePolicy() {
    ordered("skip");
    dieAndFollow();

    assertThat(types().getLast()).isEqualTo("order.confirmed");
    assertThat(bench.one("SELECT status FROM deliveries ORDER BY sequence LIMIT 1"))
        .isEqualTo("dead");
  }

  @Test
  void theOrderSurvivesARestart() {
    ordered("block");
    bench.publish("order.placed", "ord_1");
    bench.publish("order.confirmed", "ord_1");
    bench.kill();

    bench = new Bench(directory);
    bench.step();
    bench.step();

    assertThat(types()).containsExactly("order.placed", "order.confirmed");
  }

  private void ordered(String policy) {
    String id = bench.endpoint(URL);
    bench.client.patch(
        "/v1/webhook-endpoints/" + id,
        "{\"ordered\":true,\"ordered_policy\":\"" + policy + "\",\"retry_waits\":[\"5s\"]}");
    bench.settleHooks();
  }

  /** The first event of the order ends dead, the second is there; every send answers 200 again. */
  private void dieAndFollow() {
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.publish("order.confirmed", "ord_1");
    bench.runSends();
    bench.sql("UPDATE deliveries SET retry_until_ms = 1 WHERE sequence = 1");
    bench.advance(Duration.ofSeconds(6));
    bench.step();
    bench.sender.at(URL, FakeSender.OK);
    bench.step();
  }

  private static long sequence(Message message) {
    return Json.parse(message.payload()).get("sequence").longValue();
  }

  private String dead() {
    return bench.one("SELECT id FROM deliveries WHERE status = 'dead'");
  }

  private List<String> types() {
    return bench.sender.sent.stream()
        .map(sent -> Json.parse(sent.payload()).get("type").stringValue())
        .toList();
  }
}
