package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.TEA;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is not there is not sold, under any interleaving. */
class StockTest {
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  @RegisterExtension final Stage stage = Stage.whole();

  @Test
  @DisplayName("PAY-G1 of a hundred buyers for ten items ten are confirmed and ninety get 409")
  void ofAHundredBuyersForTenItemsTenAreConfirmedAndNinetyGet409() throws Exception {
    stage.shop().offer(TEA, "Green tea", Stage.PRICE, 10);
    List<Reply> answers;

    AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);
    try (var watch = new Watch(() -> lowest.accumulateAndGet(stockLeft(), Math::min))) {
      answers = AtOnce.times(100, buyer -> stage.shop().checkOut(PURCHASE, "Prefer", "wait=30"));
    }

    Map<String, Long> outcomes =
        answers.stream().collect(groupingBy(StockTest::outcome, counting()));
    assertThat(outcomes).isEqualTo(Map.of("201 confirmed", 10L, "409 out-of-stock", 90L));
    assertThat(lowest.get()).isZero();
    assertThat(stockLeft()).isZero();
    stage.books().agree(10);
  }

  @Test
  void aRefusedBuyerIsToldWhatThereIs() {
    stage.shop().offer(TEA, "Green tea", Stage.PRICE, 3);

    Reply refused = stage.shop().checkOut(PURCHASE.times(4));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/items/0/asked").asInt()).isEqualTo(4);
    assertThat(refused.json().at("/items/0/available").asInt()).isEqualTo(3);
    assertThat(stage.shop().orders()).isEmpty();
  }

  private long stockLeft() {
    JsonNode product = stage.shop().product(TEA);
    return Math.min(product.path("stock").asLong(), product.path("available").asLong());
  }

  private static String outcome(Reply reply) {
    return reply.status() + " " + reply.text(reply.status() == 201 ? "/status" : "/code");
  }

  /** Looks again and again, from another thread, while something goes on. */
  private static final class Watch implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    Watch(Runnable look) {
      thread =
          Thread.ofVirtual()
              .start(() -> {
                while (!over.get()) {
                  look.run();
                }
                look.run();
              });
    }

    @Override
    public void close() throws InterruptedException {
      over.set(true);
      thread.join();
    }
  }
}
