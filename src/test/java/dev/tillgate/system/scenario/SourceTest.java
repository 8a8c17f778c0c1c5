package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Push;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.Stage;
import dev.tillgate.system.stage.StoreFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What another source calls back reaches the shop's own endpoints, once, through a real gateway.
 */
class SourceTest {
  private static final Push PUSH = new Push("72d3162e", "{\"ref\":\"refs/heads/main\"}");
  private static final Push LATER = new Push("9f00aa11", "{\"ref\":\"refs/heads/later\"}");

  @RegisterExtension final Stage stage = Stage.withoutGateway();
  private Server gateway;

  @BeforeEach
  void start() {
    gateway = stage.closeLater(Server.gateway(stage.wiring()));
  }

  @Test
  @DisplayName("PAY-A2 a source's callback sent ten times at once reaches its subscriber once")
  void aCallbackSentTenTimesAtOnceReachesItsSubscriberOnce() throws Exception {
    Subscriber subscriber = stage.closeLater(Subscriber.start());
    String secret = stage.shop().subscribe(subscriber.url(), "callback.github");

    List<Integer> statuses = AtOnce.times(10, copy -> PUSH.send(stage.wiring()).status());
    LATER.send(stage.wiring()).expect(200);

    assertThat(statuses).hasSize(10).containsOnly(200);
    assertThat(heard(subscriber, 2))
        .extracting(message -> message.event().at("/data/provider_event_id").asString())
        .containsExactlyInAnyOrder("72d3162e", "9f00aa11");
    for (Message message : subscriber.received()) {
      assertThat(message.type()).isEqualTo("callback.github");
      isSigned(secret, message);
    }
    assertThat(new StoreFile(stage.wiring()).callbacks()).isEqualTo(2);
  }

  @Test
  @DisplayName("PAY-B9 killed right after a source's callback was answered 200")
  void killedRightAfterTheCallbacks200() throws InterruptedException {
    Subscriber subscriber = stage.closeLater(Subscriber.start(message -> 503));
    stage.shop().subscribe(subscriber.url(), "callback.*");

    PUSH.send(stage.wiring()).expect(200);
    gateway.kill();
    subscriber.behave(message -> 204);
    gateway = stage.closeLater(Server.gateway(stage.wiring()));
    PUSH.send(stage.wiring()).expect(200);

    assertThat(heard(subscriber, 1).getFirst().event().at("/data/body/ref").asString())
        .isEqualTo("refs/heads/main");
    assertThat(subscriber.received().stream().map(Message::id).distinct()).hasSize(1);
    assertThat(new StoreFile(stage.wiring()).callbacks()).isEqualTo(1);
  }

  private static List<Message> heard(Subscriber subscriber, int times) {
    Poll.until("the news", PATIENCE, () -> subscriber.received().size() >= times);
    return subscriber.received();
  }

  private static void isSigned(String secret, Message message) throws Exception {
    Map<String, List<String>> headers =
        message.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    new Webhook(secret).verify(message.body(), headers);
  }
}
