package dev.tillgate.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tillgate.gateway.api.SampleStore;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.engine.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The provider's books against ours: one order paid, one partly refunded, one declined, one in
 * review, two open.
 */
class MoneyTest {
  @TempDir static Path store;
  @TempDir Path directory;
  private StoreCopy copy;
  private List<ProviderIntent> intents;

  @BeforeAll
  static void fill() throws IOException, InterruptedException {
    SampleStore.fill(store);
  }

  @BeforeEach
  void copy() {
    copy = StoreCopy.of(store, directory);
    intents = new ArrayList<>(copy.agreedIntents());
  }

  @Test
  void booksThatAgreeAreFoundToAgree() {
    Report report = against(from -> intents);

    assertThat(report.violations()).isEmpty();
    assertThat(checked(report, "money.kept")).isEqualTo(2);
    assertThat(checked(report, "money.known")).isEqualTo(6);
    assertThat(checked(report, "money.there")).isEqualTo(6);
    assertThat(checked(report, "money.refunds")).isEqualTo(2);
    assertThat(checked(report, "money.refunds-there")).isEqualTo(2);
    assertThat(report.tallies())
        .contains(
            new Tally("orders whose money was not judged", 4),
            new Tally("orders whose money a person must judge", 1));
  }

  @Test
  void aCentTooLittleForAConfirmedOrderIsSeen() {
    ProviderIntent paid = paid();
    replace(paid, keeping(paid, paid.keptMinor() - 1));

    assertThat(against(from -> intents).violations())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.name()).isEqualTo("money.kept");
          assertThat(finding.examples())
              .containsExactly(paid.order().orElseThrow() + " kept 1298 instead of 1299");
        });
  }

  @Test
  void aSecondChargeUnderAnIntentWeDoNotKnowIsSeenTwice() {
    intents.add(new ProviderIntent("pi_second", paid().order(), Optional.empty(), 1_299));

    assertThat(against(from -> intents).violations())
        .extracting(Finding::name)
        .containsExactly("money.kept", "money.known");
  }

  @Test
  void anIntentWhoseAnswerIsStillAwaitedIsNoViolation() {
    copy.change(
        "UPDATE payments SET status = 'unknown', provider_payment_id = NULL"
            + " WHERE status = 'requires_action'");

    assertThat(against(from -> intents).violations()).isEmpty();
  }

  @Test
  void anIntentThatIsBoundToAnotherOrderIsSeen() {
    ProviderIntent paid = paid();
    replace(
        paid,
        new ProviderIntent(
            paid.id(), Optional.of("ord_another"), paid.payment(), paid.keptMinor()));

    assertThat(against(from -> intents).violations())
        .extracting(Finding::name)
        .containsExactly("money.known");
  }

  @Test
  void anIntentTheProviderDoesNotHaveIsSeen() {
    intents.removeIf(intent -> intent.keptMinor() == 0);

    assertThat(against(from -> intents).violations())
        .extracting(Finding::name)
        .containsExactly("money.there");
  }

  @Test
  void aRefundThatIsNotHereOrNotAsItIsThereIsSeen() {
    copy.change("UPDATE refunds SET provider_refund_id = 're_other' WHERE status = 'succeeded'");
    copy.change("UPDATE refunds SET status = 'failed', due_at_ms = NULL WHERE status = 'pending'");

    assertThat(against(from -> intents).violations())
        .filteredOn(finding -> finding.name().startsWith("money."))
        .extracting(Finding::name, Finding::violated)
        .containsExactlyInAnyOrder(tuple("money.refunds", 2L), tuple("money.refunds-there", 1L));
  }

  @Test
  void anIntentThatNamesNoOrderIsCountedOnly() {
    intents.add(new ProviderIntent("pi_other_shop", Optional.empty(), Optional.empty(), 7));

    Report report = against(from -> intents);

    assertThat(report.agrees()).isTrue();
    assertThat(report.tallies())
        .contains(new Tally("intents at the provider that are not ours", 1));
  }

  @Test
  void anOrderThatMovesWhileTheProviderIsAskedIsNotJudged() {
    ProviderIntent paid = paid();
    replace(paid, keeping(paid, 0));

    Report report =
        against(from -> {
          copy.change("UPDATE orders SET version = version + 1 WHERE status = 'confirmed'");
          return intents;
        });

    assertThat(report.violations()).isEmpty();
    assertThat(checked(report, "money.kept")).isEqualTo(1);
  }

  @Test
  void whatAPersonFoundInOrderIsTheirsToAnswerFor() {
    replace(paid(), keeping(paid(), 400));
    copy.change("UPDATE orders SET resolution = 'agreed with the shopper'");

    Report report = against(from -> intents);

    assertThat(report.violations()).extracting(Finding::name).doesNotContain("money.kept");
  }

  @Test
  void whatTheStateSaysIsWhatIsOwed() {
    expect("partially_refunded", 1_000);
    expect("confirmed", 1_299);
    expect("refunded", 0);
    expect("canceled", 0);
    expect("expired", 0);
  }

  private void expect(String state, long kept) {
    copy.change(
        "UPDATE orders SET status = '"
            + state
            + "', amount_refunded = 299 WHERE id = '"
            + paid().order().orElseThrow()
            + "'");
    List<ProviderIntent> books =
        intents.stream().map(one -> one.equals(paid()) ? keeping(one, kept) : one).toList();

    assertThat(against(from -> books).violations())
        .as(state)
        .extracting(Finding::name)
        .doesNotContain("money.kept");
    assertThat(against(from -> intents).violations().stream().map(Finding::name))
        .as(state)
        .matches(names -> kept == 1_299 || names.contains("money.kept"));
  }

  private Report against(ProviderBooks books) {
    return new Verification(Stores.snapshot(TestStore.place(directory)), Clock.systemUTC())
        .against(books);
  }

  private ProviderIntent paid() {
    return intents.stream().filter(intent -> intent.keptMinor() > 0).findFirst().orElseThrow();
  }

  private void replace(ProviderIntent old, ProviderIntent with) {
    intents.replaceAll(intent -> intent.equals(old) ? with : intent);
  }

  private static ProviderIntent keeping(ProviderIntent intent, long keptMinor) {
    return new ProviderIntent(intent.id(), intent.order(), intent.payment(), keptMinor);
  }

  private static long checked(Report report, String name) {
    return report.findings().stream()
        .filter(finding -> finding.name().equals(name))
        .findFirst()
        .orElseThrow()
        .checked();
  }
}
