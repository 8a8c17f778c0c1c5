package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.ShippedJar;
import dev.tillgate.system.stage.Said;
import dev.tillgate.system.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code verify} as it ships, a process of its own beside a gateway that runs. */
class VerifyTest {
  @RegisterExtension final Stage stage = Stage.whole();

  @Test
  void theCommandFindsARunningGatewayAndItsProviderInAgreement() throws Exception {
    stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa"), "Prefer", "wait=30");
    stage.shop().checkOut(Purchase.of(TEA, "pm_card_authenticationRequired"));

    Said said = verify("--psp-url=" + stage.wiring().pspUrl(), "--psp-key=" + Wiring.PSP_KEY);

    assertThat(said.lines()).last().asString().isEqualTo("34 invariants, 0 violations");
    assertThat(said.status()).isZero();
  }

  @Test
  void moneyThatTheProviderPutWhereNoOrderSaysIsSeenWithTheProviderOnly() throws Exception {
    Reply paid = stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa"), "Prefer", "wait=30");
    // Nobody is told of this refund: there is nobody to tell while the gateway is away.
    stage.stopGateway();
    refundAtProvider(paid.text("/payment/provider_payment_id"));

    Said alone = verify();
    Said compared = verify("--psp-url=" + stage.wiring().pspUrl(), "--psp-key=" + Wiring.PSP_KEY);

    assertThat(alone.status()).isZero();
    assertThat(compared.status()).isEqualTo(1);
    assertThat(compared.lines())
        .contains("         " + paid.text("/id") + " kept 0 instead of " + Stage.PRICE);
  }

  private void refundAtProvider(String intent) throws StripeException {
    StripeClient stripe =
        StripeClient.builder()
            .setApiKey(Wiring.PSP_KEY)
            .setApiBase(stage.wiring().pspUrl().toString())
            .build();
    stripe.v1().refunds().create(RefundCreateParams.builder().setPaymentIntent(intent).build());
  }

  private Said verify(String... arguments) throws InterruptedException {
    List<String> all = new ArrayList<>(List.of("verify", "--data=" + stage.wiring().gatewayData()));
    all.addAll(List.of(arguments));
    return Said.by(ShippedJar.GATEWAY.command(all));
  }
}
