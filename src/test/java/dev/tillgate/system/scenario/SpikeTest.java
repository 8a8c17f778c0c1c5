package dev.tillgate.system.scenario;

import static dev.tillgate.mockpsp.client.Method.POST;
import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More shoppers at once than the provider can serve. */
class SpikeTest {
  private static final int ORDERS = 400;
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  @RegisterExtension final Stage stage = Stage.whole();

  @Test
  @DisplayName("PAY-H8 a spike a slow provider cannot follow is accepted or refused, never lost")
  void aSpikeIsAcceptedOrRefusedNeverLost() throws InterruptedException {
    stage.psp().faults().on(POST, "/v1/**").delay(SLOW);

    List<Reply> answers =
        AtOnce.times(
            ORDERS, buyer -> stage.shop().checkOut("key-" + buyer, PURCHASE, "Prefer", "wait=0"));

    assertThat(answers).allSatisfy(SpikeTest::isAcceptedOrRefusedEarly);
    long accepted = answers.stream().filter(answer -> answer.status() == 202).count();
    assertThat(accepted).isPositive();
    Poll.until("every order", PATIENCE.multipliedBy(2), () -> confirmed() == accepted);
    assertThat(stage.shop().orders()).hasSize((int) accepted);
    stage.books().agree(STOCK);
  }

  private static void isAcceptedOrRefusedEarly(Reply answer) {
    assertThat(answer.status()).isIn(202, 429, 503);
    assertThat(answer.header("Retry-After")).isPresent();
  }

  private long confirmed() {
    return stage.shop().orders().stream()
        .filter(order -> order.path("status").asString().equals("confirmed"))
        .count();
  }
}
