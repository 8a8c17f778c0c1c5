package dev.tillgate.mockpsp.schema;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every kind of answer, judged by what Stripe publishes. {@link JudgeEveryAnswer} judges those of
 * all other tests as well; here it is seen to that each kind is met at all, and that the judge
 * would notice.
 */
class SchemaTest {
  private final MockPsp psp =
      MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1));
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

  /** What Stripe publishes a schema or a sample for, and this provider shows. */
  @Test
  void everyKindOfObjectInEveryStateEveryEventAndEveryErrorIsValid() throws Exception {
    new EveryAnswer(wire).provoke();

    Judge judge = judged();
    assertThat(judge.findings()).isEmpty();
    assertMeetsEveryKind(judge.kinds());
    assertMeetsEveryEvent(events(judge.kinds()));
    assertMeetsEveryStatus();
  }

  private static void assertMeetsEveryKind(Set<String> kinds) {
    assertThat(kinds)
        .containsAll(
            Set.of(
                "charge",
                "checkout.session",
                "deleted_webhook_endpoint",
                "dispute",
                "error",
                "item",
                "list",
                "payment_intent",
                "payment_method",
                "refund",
                "webhook_endpoint"));
  }

  private static void assertMeetsEveryEvent(Set<String> types) {
    assertThat(types)
        .containsExactlyInAnyOrder(
            "charge.captured",
            "charge.dispute.created",
            "charge.failed",
            "charge.refunded",
            "charge.succeeded",
            "checkout.session.expired",
            "payment_intent.amount_capturable_updated",
            "payment_intent.canceled",
            "payment_intent.created",
            "payment_intent.payment_failed",
            "payment_intent.processing",
            "payment_intent.requires_action",
            "payment_intent.succeeded",
            "refund.created",
            "refund.failed",
            "refund.updated");
  }

  private void assertMeetsEveryStatus() throws Exception {
    assertThat(statuses("payment_intents")).hasSize(7);
    assertThat(statuses("charges")).containsExactlyInAnyOrder("failed", "pending", "succeeded");
    assertThat(statuses("refunds")).containsExactlyInAnyOrder("failed", "pending", "succeeded");
  }

  private Judge judged() throws Exception {
    Judge judge = new Judge(Published.nearby().orElseThrow());
    JudgeEveryAnswer.answers(psp).forEach(judge::judge);
    return judge;
  }

  private static Set<String> events(Set<String> kinds) {
    Set<String> types = new TreeSet<>();
    kinds.stream()
        .filter(kind -> kind.startsWith("event "))
        .forEach(kind -> types.add(kind.substring("event ".length())));
    return types;
  }

  private Set<String> statuses(String kind) throws Exception {
    Set<String> statuses = new TreeSet<>();
    JsonNode objects = json(wire.get("/v1/" + kind + "?limit=100")).path("data");
    objects.forEach(object -> statuses.add(object.path("status").asString()));
    return statuses;
  }
}
