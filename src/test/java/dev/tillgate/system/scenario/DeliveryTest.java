package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Everybody who must know is told, again and again if need be. */
class DeliveryTest {
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  @RegisterExtension final Stage stage = Stage.whole();

  @Test
  @DisplayName("PAY-J2 a subscriber that was down is told when it is up")
  void aSubscriberThatWasDownIsToldWhenItIsUp() {
    Subscriber subscriber = stage.subscriber(message -> 503);
    String order = stage.shop().checkOut(PURCHASE).expect(201).text("/id");
    Poll.until("some refusals", PATIENCE, () -> subscriber.received("order.confirmed").size() >= 2);

    subscriber.behave(message -> 204);

    List<JsonNode> deliveries =
        Poll.until(
            "everything to be delivered",
            PATIENCE,
            () -> stage.shop().deliveriesOf(order),
            found -> found.stream().allMatch(DeliveryTest::isDelivered));
    assertThat(deliveries)
        .hasSize(2)
        .allMatch(delivery -> delivery.path("attempt_count").asInt() >= 2);
    assertThat(subscriber.received("order.confirmed").stream().map(Message::id).distinct())
        .hasSize(1);
    assertThat(subscriber.received("order.confirmed").stream().map(Message::body).distinct())
        .hasSize(1);
  }

  @Test
  @DisplayName("PAY-J2 a subscriber that hangs does not keep the others waiting")
  void aSubscriberThatHangsDoesNotKeepTheOthersWaiting() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    stage.subscriber(message -> awaited(over) ? 204 : 500);
    Subscriber healthy = stage.subscriber(message -> 204);

    stage.shop().checkOut(PURCHASE).expect(201);

    Poll.until("the healthy one", PATIENCE, () -> healthy.received("order.confirmed").size() == 1);
    over.countDown();
  }

  @Test
  void whatIsSentIsGenuineForTheOfficialLibrary() throws Exception {
    Subscriber subscriber = stage.closeLater(Subscriber.start());
    String secret = stage.shop().subscribe(subscriber.url(), "order.confirmed");

    stage.shop().checkOut(PURCHASE).expect(201);

    Poll.until("the news", PATIENCE, () -> subscriber.received().size() == 1);
    Message message = subscriber.received().getFirst();
    new Webhook(secret).verify(message.body(), headers(message));
    assertThat(message.type()).isEqualTo("order.confirmed");
    assertThat(message.event().path("id").asString()).isEqualTo(message.id());
    assertThatThrownBy(() -> new Webhook(secret).verify(message.body() + " ", headers(message)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void everyEventOfAnOrderCarriesTheNextNumber() {
    Subscriber subscriber = stage.subscriber(message -> 204);

    stage.shop().checkOut(PURCHASE).expect(201);

    Poll.until("both events", PATIENCE, () -> subscriber.received().size() == 2);
    Map<String, Integer> numbers =
        subscriber.received().stream()
            .collect(Collectors.toMap(Message::type, DeliveryTest::sequence));
    assertThat(numbers).isEqualTo(Map.of("order.placed", 1, "order.confirmed", 2));
  }

  @Test
  @DisplayName("FLT-O07 a redirect is a failure and is not followed")
  void aRedirectIsAFailureAndIsNotFollowed() {
    AtomicInteger answers = new AtomicInteger();
    Subscriber subscriber = stage.subscriber(message -> answers.getAndIncrement() < 2 ? 302 : 204);

    String order = stage.shop().checkOut(PURCHASE).expect(201).text("/id");

    Poll.until(
        "everything to be delivered",
        PATIENCE,
        () -> stage.shop().deliveriesOf(order).stream().allMatch(DeliveryTest::isDelivered));
    assertThat(subscriber.received()).hasSize(4);
  }

  private static Map<String, List<String>> headers(Message message) {
    return message.headers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static int sequence(Message message) {
    return message.event().path("sequence").asInt();
  }

  private static boolean isDelivered(JsonNode delivery) {
    return delivery.path("status").asString().equals("delivered");
  }
}
