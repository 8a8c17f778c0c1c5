package dev.tillgate.mockpsp.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointCreateParams.EnabledEvent;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A secret is exchanged without a callback being missed. */
class SecretRollTest {
  @TempDir Path directory;
  private Receiver receiver;

  @BeforeEach
  void listen() throws Exception {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void bothSecretsSignUntilTheOverlapIsOver() throws Exception {
    try (MockPsp psp = MockPsp.start(MockPspSettings.inMemory())) {
      String id = endpoint(psp);
      String old = roll(psp, id, "").path("secret").asString();
      String fresh = roll(psp, id, "{\"overlap\":\"PT24H\"}").path("secret").asString();

      Receiver.Callback during = callback(psp);
      new Wire(psp).control("clock", "{\"advance\":\"PT24H\"}");
      Receiver.Callback after = callback(psp);

      assertThat(fresh).startsWith("whsec_").isNotEqualTo(old);
      assertThat(signatures(during)).isEqualTo(2);
      assertThat(believes(during, fresh)).isTrue();
      assertThat(believes(during, old)).isTrue();
      assertThat(signatures(after)).isEqualTo(1);
      assertThat(believes(after, fresh)).isTrue();
      assertThat(believes(after, old)).isFalse();
    }
  }

  @Test
  void withoutAnOverlapTheOldSecretCountsNoMore() throws Exception {
    try (MockPsp psp = start()) {
      String fresh = roll(psp, first(psp), "").path("secret").asString();
      Receiver.Callback callback = callback(psp);

      assertThat(believes(callback, Receiver.SECRET)).isFalse();
      assertThat(believes(callback, fresh)).isTrue();
    }
  }

  @Test
  void whatWasRolledStaysSoAfterARestartWithTheOldSecret() throws Exception {
    String fresh;
    try (MockPsp psp = start()) {
      fresh = roll(psp, first(psp), "{\"overlap\":\"PT1H\"}").path("secret").asString();
    }

    try (MockPsp psp = start()) {
      Receiver.Callback callback = callback(psp);

      assertThat(believes(callback, fresh)).isTrue();
      assertThat(believes(callback, Receiver.SECRET)).isTrue();
    }
  }

  @Test
  void anEndpointWithRolledSecretsCanBeDeleted() throws Exception {
    try (MockPsp psp = start()) {
      String id = first(psp);
      roll(psp, id, "{\"overlap\":\"PT1H\"}");

      assertThat(new Shop(psp).api().webhookEndpoints().delete(id).getDeleted()).isTrue();
    }
  }

  @Test
  void whatCannotBeRolledIsRefused() throws Exception {
    try (MockPsp psp = start()) {
      ObjectNode unknown = roll(psp, "we_none", "");
      ObjectNode tooLong = roll(psp, first(psp), "{\"overlap\":\"PT24H1S\"}");

      assertThat(unknown.at("/error/code").asString()).isEqualTo("resource_missing");
      assertThat(tooLong.at("/error/param").asString()).isEqualTo("overlap");
      assertThat(signatures(callback(psp))).isEqualTo(1);
    }
  }

  private MockPsp start() {
    return MockPsp.start(
        MockPspSettings.inMemory()
            .withData(directory)
            .withCallback(receiver.url(), Receiver.SECRET));
  }

  private String endpoint(MockPsp psp) throws Exception {
    return new Shop(psp)
        .api()
        .webhookEndpoints()
        .create(
            WebhookEndpointCreateParams.builder()
                .setUrl(receiver.url().toString())
                .addEnabledEvent(EnabledEvent.ALL)
                .build())
        .getId();
  }

  private static String first(MockPsp psp) throws Exception {
    return new Shop(psp).api().webhookEndpoints().list().getData().getFirst().getId();
  }

  private static ObjectNode roll(MockPsp psp, String id, String body) throws Exception {
    return new Wire(psp).control("webhook_endpoints/" + id + "/roll_secret", body);
  }

  private Receiver.Callback callback(MockPsp psp) throws Exception {
    new Shop(psp).open();
    return receiver.next("payment_intent.created");
  }

  private static long signatures(Receiver.Callback callback) {
    return Stream.of(callback.signature().split(","))
        .filter(part -> part.startsWith("v1="))
        .count();
  }

  private static boolean believes(Receiver.Callback callback, String secret) {
    try {
      return Webhook.constructEvent(callback.body(), callback.signature(), secret) != null;
    } catch (SignatureVerificationException e) {
      return false;
    }
  }
}
