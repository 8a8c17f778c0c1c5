package dev.tillgate.mockpsp.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Wire;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A judge that finds nothing wrong is worth something only if it would. */
class JudgeTest {
  private static final String PAY =
      "amount=1099&currency=eur&payment_method_types[]=card&confirm=true"
          + "&payment_method=pm_card_visa";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Wire wire = new Wire(psp);

  @BeforeEach
  void thereMustBeASchema() {
    assumeTrue(
        Published.nearby().isPresent(),
        "no ../shared/stripe beside the checkout: nothing to judge by");
  }

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void itNoticesWhatIsMissingWrongOrUnknown() throws Exception {
    String intent = wire.post("/v1/payment_intents", PAY).body();
    String charges = wire.get("/v1/charges").body();

    assertThat(findings(intent)).isEmpty();
    assertThat(findings(charges)).isEmpty();
    assertThat(findings(intent.replace("\"review\":null,", ""))).hasSize(1);
    assertThat(findings(intent.replace("\"amount\":1099", "\"amount\":\"1099\""))).isNotEmpty();
    assertThat(findings(charges.replace("\"cvc_check\":\"pass\"", "\"x\":1"))).hasSize(1);
    assertThat(findings(charges.replace("\"has_more\":false,", ""))).hasSize(1);
    assertThat(findings(charges.replace("\"object\":\"charge\"", "\"object\":\"fee\""))).hasSize(1);
  }

  @Test
  void itTakesNoAnswerThatIsNeitherAnObjectNorAnError() {
    assertThat(findings("{}")).hasSize(1);
    assertThat(findings("{\"error\":{\"message\":\"x\"}}")).isNotEmpty();
  }

  private static List<String> findings(String answer) {
    Judge judge = new Judge(Published.nearby().orElseThrow());
    judge.judge(answer);
    return judge.findings();
  }
}
