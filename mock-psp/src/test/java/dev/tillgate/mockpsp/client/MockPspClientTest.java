package dev.tillgate.mockpsp.client;

import static dev.tillgate.mockpsp.client.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.callback.AttemptsSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The typed client against a provider it knows by its URL only. */
class MockPspClientTest {
  private Receiver receiver;
  private MockPsp provider;
  private Shop shop;
  private MockPspClient psp;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    provider =
        MockPsp.start(MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET));
    shop = new Shop(provider);
    psp = MockPspClient.at(provider.url());
  }

  @AfterEach
  void stop() {
    provider.close();
    receiver.close();
  }

  @Test
  void theLedgerIsTyped() throws Exception {
    shop.api()
        .paymentIntents()
        .create(
            Shop.order().setPaymentMethod("pm_card_visa").setConfirm(true).build(), Shop.key("k1"));
    Ledger.Intent intent = psp.ledger("ord_1").intent();

    assertThat(intent.status()).isEqualTo("succeeded");
    assertThat(intent.metadata()).isEqualTo(Map.of("order_id", "ord_1"));
    assertThat(intent.captured()).isEqualTo(1099);
    assertThat(intent.charges()).isEqualTo(1);
    assertThat(psp.ledger("ord_1").key("k1")).isEqualTo(new Ledger.Key("k1", 1, 0));
    assertThat(psp.ledger("ord_1").key("k2").executions()).isZero();
    assertThat(psp.ledger("a b&c").intents()).isEmpty();
    assertThatThrownBy(() -> psp.ledger("ord_2").intent()).isInstanceOf(AssertionError.class);
  }

  @Test
  void oneIntentIsNotOneOfTwo() throws Exception {
    shop.open();
    shop.open();

    assertThatThrownBy(() -> psp.ledger().intent()).isInstanceOf(AssertionError.class);
  }

  @Test
  void aRuleThatWasGoneOnWithStaysAsItWas() {
    FaultRule every = psp.faults().onAny();
    assertThat(every.payingWith("pm_none")).isNotSameAs(every);
    assertThat(every.withMetadata("a", "b")).isNotSameAs(every);

    every.status(503);

    assertThatThrownBy(shop::open).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> psp.faults().of("flt_none"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everythingThatIsRememberedIsShown() throws Exception {
    psp.callbacks().plan().drop(1).duplicate(100).begin();
    shop.open();
    for (int i = 0; i < 100; i++) {
      shop.api().events().list();
    }

    assertThat(psp.callbacks().attempts()).hasSize(101);
    assertThat(psp.requests()).hasSize(101);
  }

  @Test
  void aRuleReadsAsASentence() throws Exception {
    ActiveFault rule =
        psp.faults()
            .on(POST, "/v1/payment_intents")
            .payingWith("pm_card_visa")
            .withMetadata("order_id", "ord_1")
            .after()
            .times(1)
            .probability(1)
            .seed(7)
            .late(Duration.ofMillis(1))
            .status(503);

    assertThatThrownBy(() -> shop.pay("pm_card_visa")).isInstanceOf(ApiException.class);
    shop.pay("pm_card_amex");

    ActiveFault then = psp.faults().of(rule.id());
    assertThat(then.seed()).isEqualTo(7);
    assertThat(then.matched()).isEqualTo(1);
    assertThat(then.applied()).isEqualTo(1);
    assertThat(then.remaining()).hasValue(0);
    assertThat(psp.ledger().intents()).hasSize(2);
  }

  @Test
  void aRuleBeingWrittenIsNotChangedByTheNextWord() {
    FaultRule all = psp.faults().onAny().before();
    all.times(1).status(500);
    ActiveFault rule = all.status(429);

    assertThat(rule.remaining()).isEmpty();
    assertThat(psp.faults().of(rule.id()).remaining()).isEmpty();
    psp.faults().remove(rule.id());
    assertThat(psp.faults().clear()).isEqualTo(1);
  }

  @Test
  void everyBreakageHasItsWord() throws Exception {
    psp.faults().onAny().times(1).status(429);
    assertThatThrownBy(() -> shop.open()).isInstanceOf(RateLimitException.class);
    psp.faults().onAny().after().times(1).delay(Duration.ofMillis(1));
    shop.open();
    psp.faults().onAny().times(1).reset();
    ActiveFault hang = psp.faults().onAny().times(1).hang();

    assertThat(psp.faults().all()).hasSize(4);
    assertThat(hang.applied()).isZero();
  }

  @Test
  void aPlanReadsAsASentenceAndItsAttemptsAreTyped() throws Exception {
    psp.callbacks().plan().duplicate(1).badSignature().types("payment_intent.*").seed(3).begin();

    shop.open();
    receiver.next("payment_intent.created");
    receiver.next("payment_intent.created");
    boolean ended = psp.callbacks().end();
    CallbackAttempt attempt = awaited();

    assertThat(ended).isTrue();
    assertThat(psp.callbacks().end()).isFalse();
    assertThat(attempt.faults()).containsExactly("bad_signature");
    assertThat(attempt.delivered()).isTrue();
    assertThat(attempt.nextRetry()).isEmpty();
    assertThat(attempt.outcome()).isEqualTo("200");
  }

  @Test
  void everyWordOfAPlanIsTaken() {
    CallbackPlan plan = psp.callbacks().plan();
    plan.shuffle().drop(0.5).delay(Duration.ofSeconds(2)).staleBy(Duration.ofMinutes(10)).begin();
    plan.beforeAnswer().truncate().begin();

    assertThat(psp.callbacks().end()).isTrue();
  }

  @Test
  void theClockTheShopperAndTheBankDoAsTheyAreTold() throws Exception {
    Instant before = psp.clock();
    psp.advanceClock(Duration.ofDays(8));
    String passed = shop.pay("pm_card_authenticationRequired").getId();
    String failed = shop.pay("pm_card_authenticationRequired").getId();
    psp.authenticate(passed);
    psp.failAuthentication(failed);

    assertThat(psp.clock()).isAfterOrEqualTo(before.plus(Duration.ofDays(8)));
    assertThat(psp.ledger().intents())
        .extracting(Ledger.Intent::status)
        .containsExactly("succeeded", "requires_payment_method");
    assertThatThrownBy(() -> psp.settle(passed))
        .isInstanceOf(MockPspRefusal.class)
        .hasMessageContaining("payment_intent_unexpected_state");
    assertThat(
            catchThrowableOfType(MockPspRefusal.class, () -> psp.failSettlement("pi_0")).status())
        .isEqualTo(404);
  }

  @Test
  void requestsAreSeenEventsResentAndEverythingForgotten() throws Exception {
    shop.open();
    String event = shop.api().events().list().getData().getFirst().getId();

    assertThat(psp.resend(event)).isEqualTo(1);
    assertThat(psp.requests()).extracting(SeenRequest::method).containsExactly("GET", "POST");
    psp.reset();
    assertThat(psp.requests()).isEmpty();
    assertThat(psp.ledger().intents()).isEmpty();
  }

  @Test
  void aRolledSecretIsReturned() throws Exception {
    String endpoint = shop.api().webhookEndpoints().list().getData().getFirst().getId();

    assertThat(psp.callbacks().rollSecret(endpoint, Duration.ofHours(1))).startsWith("whsec_");
    assertThat(psp.callbacks().rollSecret(endpoint, Duration.ZERO)).startsWith("whsec_");
  }

  /** One is written down after it was answered, so a moment may pass. */
  private CallbackAttempt awaited() throws Exception {
    assertThat(new AttemptsSeen(provider).atLeast(1)).isNotEmpty();
    return psp.callbacks().attempts().getFirst();
  }
}
