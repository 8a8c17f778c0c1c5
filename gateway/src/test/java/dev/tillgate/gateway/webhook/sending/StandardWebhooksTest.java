package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {
  @Test
  void thePublishedVectorComesOut() {
    byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    String signature =
        StandardWebhooks.sign(
            List.of(new SigningSecret(key, null)),
            List.of(),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            Instant.ofEpochSecond(1_614_265_330),
            body);

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }
}
