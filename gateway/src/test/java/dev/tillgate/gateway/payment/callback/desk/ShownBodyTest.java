package dev.tillgate.gateway.payment.callback.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownBodyTest {
  @Test
  void aBodyIsShownAsItCame() {
    String body = "{ \"id\" : \"evt_1\",\n \"secret\": \"no\" }";

    assertThat(ShownBody.of(body.getBytes(UTF_8))).isEqualTo(new ShownBody(body, null, false));
  }

  @Test
  void whatAThiefCouldUseIsMasked() {
    String body =
        "{\"a\":{\"client_secret\": \"pi_1_secret_\\\"x\",\"b\":1},\"hmacSignature\":\"c29\"}";

    ShownBody shown = ShownBody.of(body.getBytes(UTF_8));

    assertThat(shown.masked()).isTrue();
    assertThat(shown.text())
        .isEqualTo("{\"a\":{\"client_secret\": \"***\",\"b\":1},\"hmacSignature\":\"***\"}");
  }

  @Test
  void bytesThatAreNoTextAreShownInBase64() {
    assertThat(ShownBody.of(new byte[] {(byte) 0xff}))
        .isEqualTo(new ShownBody(null, "/w==", false));
  }
}
