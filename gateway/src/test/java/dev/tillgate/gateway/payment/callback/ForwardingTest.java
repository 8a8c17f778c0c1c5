package dev.tillgate.gateway.payment.callback;

import static dev.tillgate.gateway.payment.callback.Mailroom.item;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Callbacks nobody here acts on become events, one for each, whatever the sender does. */
class ForwardingTest {
  private static final String BODY = "{\"ref\":\"refs/heads/main\",\"size\":1.50}";

  @TempDir Path directory;
  Mailroom room;

  @BeforeEach
  void open() {
    room = new Mailroom(directory);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aGenuineCallbackIsPassedOnAsItCame() {
    assertThat(room.push("72d3162e", BODY)).isTrue();

    JsonNode event = room.passedOn().getFirst();
    assertThat(event.get("type").asString()).isEqualTo("callback.github");
    assertThat(event.get("data"))
        .hasToString(
            """
            {"source":"github","provider_event_id":"72d3162e","provider_event_type":"push",\
            "occurred_at":null,"content_type":"application/json","body_encoding":"json",\
            "body":%s}\
            """
                .formatted(BODY));
    assertThat(room.box.inbox()).containsExactly("72d3162e processed forwarded");
  }

  @Test
  @DisplayName("PAY-A1: the same callback again is no second event")
  void theSameCallbackAgainIsNoSecondEvent() {
    room.push("72d3162e", BODY);

    boolean again = room.push("72d3162e", BODY);

    assertThat(again).isTrue();
    assertThat(room.passedOn()).hasSize(1);
    assertThat(room.box.inbox()).hasSize(1);
  }

  @Test
  @DisplayName("PAY-A2: the same callback 30 times at once is one event")
  void theSameCallbackAtOnceIsOneEvent() throws Exception {
    assertThat(atOnce(30, i -> room.push("72d3162e", BODY))).containsOnly(true);

    assertThat(room.passedOn()).hasSize(1);
    assertThat(room.box.inbox()).hasSize(1);
  }

  @Test
  @DisplayName("PAY-B3: the same body 30 times at once under other ids is one event")
  void theSameBodyUnderOtherIdsIsOneEvent() throws Exception {
    assertThat(atOnce(30, i -> room.push("id-" + i, BODY))).containsOnly(true);

    assertThat(room.passedOn()).hasSize(1);
    assertThat(room.box.inbox()).hasSize(1);
  }

  @Test
  @DisplayName("PAY-B3: the same body under another type, which GitHub does not sign, is no event")
  void theSameBodyUnderAnotherTypeIsNoSecondEvent() {
    room.push("id-1", BODY);

    room.push("id-2", "release", Mailroom.SECRET, BODY.getBytes(UTF_8));

    assertThat(room.passedOn()).hasSize(1);
  }

  @Test
  void shopifySendsOneBodyForSeveralTopicsAndEachIsAnEvent() {
    room.tell("w1", "orders/create", BODY);
    room.tell("w2", "orders/paid", BODY);
    room.tell("w3", "orders/paid", BODY);

    assertThat(room.passedOn())
        .extracting(event -> event.at("/data/provider_event_type").asString())
        .containsExactly("orders/create", "orders/paid");
    assertThat(room.passedOn().getFirst().at("/data/occurred_at").asString())
        .isEqualTo("2026-11-22T23:59:59.123Z");
  }

  @Test
  void theSameBodyOfTwoSourcesIsTwoEvents() {
    room.push("id-1", BODY);
    room.tell("id-1", "push", BODY);

    assertThat(room.passedOn()).hasSize(2);
  }

  @Test
  void everyItemOfABatchIsAnEventOfItsOwn() {
    assertThat(room.adyen(item("A", "AUTHORISATION"), item("B", "REFUND"))).isTrue();
    room.adyen(item("B", "REFUND"), item("C", "CAPTURE"));

    List<JsonNode> events = room.passedOn();
    assertThat(events)
        .extracting(event -> event.at("/data/provider_event_id").asString())
        .containsExactly("A:AUTHORISATION:true", "B:REFUND:true", "C:CAPTURE:true");
    assertThat(events)
        .allSatisfy(event -> {
          JsonNode items = event.at("/data/body/notificationItems");
          assertThat(items).hasSize(1);
          assertThat(items.at("/0/NotificationRequestItem/eventCode"))
              .isEqualTo(event.at("/data/provider_event_type"));
        });
    assertThat(room.box.inbox()).hasSize(3);
  }

  @Test
  @DisplayName("PAY-B1: one forged item spoils its batch, and nothing of it is stored")
  void oneForgedItemSpoilsItsBatch() {
    String forged = item("B", "REFUND").replace("\"REFUND\"", "\"CAPTURE\"");

    assertThat(room.adyen(item("A", "AUTHORISATION"), forged)).isFalse();

    assertThat(room.box.inbox()).isEmpty();
    assertThat(room.passedOn()).isEmpty();
  }

  @Test
  void adyenIsAnsweredInItsOwnWordsAndTheOthersInOurs() {
    assertThat(room.box.callbacks.acknowledgement("my-adyen")).isEqualTo("[accepted]");
    assertThat(room.box.callbacks.acknowledgement("github")).isEmpty();
  }

  @Test
  void theUrlIsTheOneThatWasConfigured() {
    String body = "{\"event_id\":\"sq_1\",\"type\":\"payment.updated\"}";

    assertThat(room.square("https://elsewhere.example/", body)).isFalse();
    assertThat(room.square(Mailroom.SQUARE_URL, body)).isTrue();

    assertThat(room.onlyData().get("source").asString()).isEqualTo("square");
  }

  @Test
  @DisplayName("PAY-B1, PAY-B5: what is signed by nobody, or under a secret that ended, is refused")
  void whatIsNotGenuineIsRefused() {
    byte[] body = BODY.getBytes(UTF_8);

    assertThat(room.push("id-1", "push", "guess", body)).isFalse();
    assertThat(room.push("id-1", "push", Mailroom.OLD_SECRET, body)).isFalse();

    assertThat(room.box.inbox()).isEmpty();
    assertThat(room.passedOn()).isEmpty();
  }

  @Test
  @DisplayName("PAY-B11: what cannot be passed on is put off, and passed on once when it can")
  void whatCannotBePassedOnIsPutOff() {
    room.breakTheOutbox();
    assertThat(room.tell("w1", "orders/paid", BODY)).isTrue();
    assertThat(room.box.inbox().getFirst()).startsWith("w1 deferred failed: ");

    room.mendTheOutbox();
    room.box.shop.clock.advance(Duration.ofSeconds(1));
    room.box.callbacks.retryDue();
    room.tell("w2", "orders/paid", BODY);
    room.box.callbacks.retryDue();

    JsonNode data = room.onlyData();
    assertThat(data.get("occurred_at").asString()).isEqualTo("2026-11-22T23:59:59.123Z");
    assertThat(data.get("content_type").asString()).isEqualTo("application/json");
    assertThat(room.box.inbox()).containsExactly("w1 processed forwarded");
  }

  @Test
  void aGenuineOneWithoutAnIdIsKeptForAPersonAndIsNoEvent() {
    assertThat(room.push("", BODY)).isTrue();

    assertThat(room.box.inbox()).singleElement().asString().endsWith("dead unreadable");
    assertThat(room.passedOn())
        .as("nothing is passed on; that it died is told")
        .extracting(event -> event.get("type").asString())
        .containsExactly("callback.dead");
  }

  @Test
  void whatIsNoJsonIsPassedOnAsTextOrInBase64() {
    room.push("id-1", "payload=%7B%7D");
    room.push("id-2", "push", Mailroom.SECRET, new byte[] {(byte) 0xff, 0});

    assertThat(room.passedOn())
        .extracting(event -> event.at("/data/body_encoding").asString())
        .containsExactly("text", "base64");
    assertThat(room.passedOn())
        .extracting(event -> event.at("/data/body").asString())
        .containsExactly("payload=%7B%7D", "/wA=");
  }

  @Test
  void jsonThatCouldNotBeShownAgainIsPassedOnAsText() {
    String deep = "[".repeat(31) + "]".repeat(31);
    room.push("id-1", deep);
    room.push("id-2", "{\"a\":1,\"a\":2}");

    assertThat(room.passedOn())
        .extracting(event -> event.at("/data/body_encoding").asString())
        .containsOnly("text")
        .hasSize(2);
    assertThat(room.passedOn().getFirst().at("/data/body").asString()).isEqualTo(deep);
  }

  @Test
  @DisplayName("PAY-B8: while the store cannot take it nothing is answered 200")
  void aClosedStoreIsNotHushedUp() {
    room.box.shop.database.close();

    assertThatThrownBy(() -> room.push("id-1", BODY)).isInstanceOf(StoreUnavailableException.class);
  }

  private static List<Boolean> atOnce(int times, Sending sending) throws InterruptedException {
    List<Callable<Boolean>> calls =
        IntStream.range(0, times).<Callable<Boolean>>mapToObj(i -> () -> sending.send(i)).toList();
    try (ExecutorService senders = Executors.newFixedThreadPool(times)) {
      return senders.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }

  private interface Sending {
    boolean send(int number);
  }
}
