package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.Stage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One key, one order, one charge, however often and however fast it is sent. */
class IdempotencyTest {
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  @RegisterExtension final Stage stage = Stage.whole();

  @Test
  @DisplayName("PAY-H1 a repeat gives the first answer again")
  void aRepeatGivesTheFirstAnswerAgain() {
    Reply first = stage.shop().checkOut("key-1", PURCHASE).expect(201);

    Reply repeat = stage.shop().checkOut("key-1", PURCHASE);

    assertThat(repeat.status()).isEqualTo(201);
    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(repeat.header("Idempotent-Replayed")).contains("true");
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    stage.books().agree(STOCK);
  }

  @Test
  void aDeclineIsRepeatedToo() {
    Purchase declined = Purchase.of(TEA, "pm_card_visa_chargeDeclined");
    Reply first = stage.shop().checkOut("key-1", declined).expect(402);

    Reply repeat = stage.shop().checkOut("key-1", declined).expect(402);

    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(stage.shop().orders()).hasSize(1);
  }

  @Test
  @DisplayName("PAY-H3 the key with another body is refused")
  void theKeyWithAnotherBodyIsRefused() {
    stage.shop().checkOut("key-1", PURCHASE).expect(201);

    Reply other = stage.shop().checkOut("key-1", PURCHASE.times(2));

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text("/code")).isEqualTo("idempotency-key-reused");
    assertThat(stage.shop().orders()).hasSize(1);
  }

  @Test
  @DisplayName("PAY-H4 a checkout without a key is refused")
  void aCheckoutWithoutAKeyIsRefused() {
    Reply answer = stage.shop().http().post("/v1/checkouts", "{}");

    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  @DisplayName("PAY-H2 the same key fired 50 times at once gives one order and one charge")
  void theSameKeyFiredFiftyTimesAtOnceGivesOneOrderAndOneCharge() throws InterruptedException {
    List<Reply> answers = AtOnce.times(50, number -> stage.shop().checkOut("key-1", PURCHASE));

    Reply repeat = stage.shop().checkOut("key-1", PURCHASE).expect(201);
    Set<String> outcomes =
        answers.stream().map(IdempotencyTest::outcome).collect(Collectors.toSet());
    assertThat(outcomes)
        .contains("201 " + repeat.text("/id"))
        .isSubsetOf("201 " + repeat.text("/id"), "409 idempotency-key-in-use");
    assertThat(stage.shop().orders()).hasSize(1);
    assertThat(stage.books().charges(repeat.text("/id"))).isEqualTo(1);
    stage.books().agree(STOCK);
  }

  private static String outcome(Reply reply) {
    return reply.status() + " " + reply.text(reply.status() == 201 ? "/id" : "/code");
  }
}
