package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vector of the contract. */
class SignatureTest {
  @Test
  void signsTheVector() {
    Instant at = Instant.ofEpochSecond(1_700_000_000);

    assertThat(Signature.header(List.of("whsec_test_secret"), at, "{\"id\":\"evt_1\"}"))
        .isEqualTo(
            "t=1700000000,v1="
                + "248a374f50f943a28b0f6ab50faf9a7e7e29b710fa26df9fb1618b9bf8ea9c9a");
  }
}
