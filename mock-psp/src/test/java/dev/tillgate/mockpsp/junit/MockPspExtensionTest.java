package dev.tillgate.mockpsp.junit;

import static dev.tillgate.mockpsp.client.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import dev.tillgate.mockpsp.client.MockPspControl;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ways to register it, each as a project would. */
class MockPspExtensionTest {
  @Nested
  class InAStaticField {
    @RegisterExtension static final MockPspExtension psp = MockPspExtension.inMemory();

    @RepeatedTest(2)
    void everyTestFindsItFresh() throws Exception {
      psp.faults().on(POST, "/v1/payment_intents").times(1).status(500);

      assertThatThrownBy(() -> pay(psp)).isInstanceOf(ApiException.class);
      pay(psp);

      assertThat(psp.ledger().intent().captured()).isEqualTo(1099);
      assertThat(psp.faults().all()).hasSize(1);
    }

    @Test
    void itIsThereBeforeTheTests(MockPspControl control) {
      assertThat(control).isSameAs(psp);
    }

    @Nested
    class AndInANestedClass {
      @Test
      void itIsTheSameOne() {
        assertThat(psp.ledger().intents()).isEmpty();
      }
    }
  }

  @Nested
  class StoppedByATest {
    @RegisterExtension static final MockPspExtension psp = MockPspExtension.inMemory();

    @RepeatedTest(2)
    void itIsAwayUntilItIsStartedAndBackForTheNextTest() throws Exception {
      URI url = psp.url();
      psp.start();
      pay(psp);

      psp.stop();
      psp.stop();
      assertThatThrownBy(() -> pay(psp)).isInstanceOf(ApiConnectionException.class);
      psp.start();
      pay(psp);

      assertThat(psp.url()).isEqualTo(url);
      assertThat(psp.ledger().intents()).hasSize(1);
      psp.stop();
    }
  }

  @Nested
  class KeepingState {
    @RegisterExtension
    static final MockPspExtension psp = MockPspExtension.inMemory().keepingState();

    @RepeatedTest(2)
    void aTestFindsWhatTheOneBeforeLeft(RepetitionInfo repetition) throws Exception {
      pay(psp);

      assertThat(psp.ledger().intents()).hasSize(repetition.getCurrentRepetition());
    }
  }

  @Nested
  class InAFieldOfTheInstance {
    @RegisterExtension final MockPspExtension psp = MockPspExtension.inMemory();

    @RepeatedTest(2)
    void everyTestHasItsOwn() throws Exception {
      pay(psp);

      assertThat(psp.ledger().intents()).hasSize(1);
    }
  }

  @Nested
  @ExtendWith(MockPspExtension.class)
  class ByAnnotation {
    @RepeatedTest(2)
    void aTestTakesItAsAParameter(MockPspControl psp) throws Exception {
      pay(psp);

      assertThat(psp.ledger().intents()).hasSize(1);
    }
  }

  @Nested
  class WhenItIsOver {
    static final MockPspExtension psp = MockPspExtension.inMemory();
    static final AtomicReference<URI> served = new AtomicReference<>();

    @BeforeAll
    static void notYet() {
      assertThatThrownBy(psp::url).isInstanceOf(IllegalStateException.class);
    }

    @Nested
    class ForItsClass {
      @RegisterExtension static final MockPspExtension started = psp;

      @Test
      void itServes() {
        served.set(started.url());
        assertThat(started.requests()).isEmpty();
      }
    }

    @AfterAll
    static void notAnyMore() {
      assertThat(served.get()).isNotNull();
      assertThatThrownBy(psp::url).isInstanceOf(IllegalStateException.class);
    }
  }

  private static void pay(MockPspControl psp) throws StripeException {
    StripeClient.builder()
        .setApiKey("sk_test_1")
        .setApiBase(psp.url().toString())
        .setMaxNetworkRetries(0)
        .build()
        .v1()
        .paymentIntents()
        .create(
            PaymentIntentCreateParams.builder()
                .setAmount(1099L)
                .setCurrency("eur")
                .addPaymentMethodType("card")
                .setPaymentMethod("pm_card_visa")
                .setConfirm(true)
                .build());
  }
}
