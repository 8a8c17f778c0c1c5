package dev.tillgate.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.Alarm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentStoreTest {
  @TempDir Path directory;

  @Test
  void theProvidersIdIsBoundOnceAndNeverOverwritten() {
    try (Till till = new Till(directory)) {
      PaymentStore store = new PaymentStore(new Alarm(till.shop.clock));
      Payment payment = till.start();

      List<Boolean> bound =
          till.shop.database.write(tx ->
              List.of(
                  store.bind(tx, payment.id(), "pi_1", till.shop.clock.instant()).isPresent(),
                  store.bind(tx, payment.id(), "pi_2", till.shop.clock.instant()).isPresent()));

      assertThat(bound).containsExactly(true, false);
      assertThat(till.now(payment).atProvider().id()).contains("pi_1");
    }
  }
}
