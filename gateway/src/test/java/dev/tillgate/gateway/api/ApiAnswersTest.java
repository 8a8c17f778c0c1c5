package dev.tillgate.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every answer the document promises is given, and looks as it promises. */
class ApiAnswersTest {
  /** What only a broken, full or stopping gateway answers. */
  private static final String NOT_IN_HEALTH = "(500|503|429)( .*)?";

  /** Over in one transaction, so that no test can be sure to come in between. */
  private static final String TOO_SHORT = "adjustStock 409 idempotency-key-in-use";

  @TempDir private static Path directory;
  private static Storefront shop;

  @BeforeAll
  static void open() throws IOException {
    WebhookCases.removeOldEvent(directory);
    shop = Storefront.open(directory);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static Stream<Case> cases() {
    return Stream.of(
            CheckoutCases.all(),
            EndingCases.all(),
            RefundCases.all(),
            ReviewCases.all(),
            ShopCases.all(),
            CallbackCases.all(),
            WebhookCases.all(),
            ReplayCases.all())
        .flatMap(List::stream);
  }

  @TestFactory
  Stream<DynamicTest> theAnswerIsAsTheDocumentSays() {
    return cases()
        .map(one ->
            dynamicTest(
                one.toString(),
                () -> assertThat(one.steps().apply(shop).summary()).isEqualTo(one.answer())));
  }

  @Test
  void everyDocumentedAnswerIsProvokedSomewhere() {
    Set<String> documented = new TreeSet<>();
    Set<String> provoked = new TreeSet<>(Set.of(TOO_SHORT));
    cases().forEach(one -> provoked.add(one.operation() + ' ' + one.answer()));
    for (Operation operation : ApiDocument.shipped().operations()) {
      operation.answers().stream()
          .filter(answer -> !answer.matches(NOT_IN_HEALTH))
          .forEach(answer -> documented.add(operation.id() + ' ' + answer));
      ApiRefusalsTest.provoked()
          .filter(operation.answers()::contains)
          .forEach(answer -> provoked.add(operation.id() + ' ' + answer));
    }

    assertThat(provoked).isEqualTo(documented);
  }
}
