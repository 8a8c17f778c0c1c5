package dev.tillgate.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the provider says to have delivered, against what came. */
class InboxOracleTest {
  private static final InboxBooks INBOX =
      new InboxBooks(
          Set.of("evt_1"),
          Set.of("payment_intent.succeeded", "charge.succeeded"),
          Set.of("pi_1", "pi_2"));

  private static Finding found(ProviderNotice... delivered) {
    return InboxOracle.report(INBOX, List.of(delivered)).findings().getFirst();
  }

  @Test
  void whatCameIsKept() {
    Finding finding = found(new ProviderNotice("evt_1", "payment_intent.succeeded", "pi_1"));

    assertThat(finding.holds()).isTrue();
    assertThat(finding.checked()).isEqualTo(1);
  }

  @Test
  void whatWasAnswered200AndIsNotInTheInboxIsSeen() {
    Finding finding = found(new ProviderNotice("evt_2", "payment_intent.succeeded", "pi_2"));

    assertThat(finding.examples()).containsExactly("evt_2 payment_intent.succeeded");
  }

  @Test
  void whatIsAboutSomebodyElsesPaymentOrOfATypeThatNeverComesIsNotJudged() {
    Finding finding =
        found(
            new ProviderNotice("evt_3", "payment_intent.succeeded", "pi_theirs"),
            new ProviderNotice("evt_4", "payment_intent.created", "pi_1"));

    assertThat(finding.checked()).isZero();
  }
}
