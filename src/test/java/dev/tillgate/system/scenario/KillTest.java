package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.SignedCallback;
import dev.tillgate.system.stage.Stage;
import dev.tillgate.system.stage.StoreFile;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The gateway's process is killed and started again: nothing is lost, nothing happens twice. */
class KillTest {
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  private static final int CALLBACKS = 25;

  @RegisterExtension final Stage stage = Stage.withoutGateway();
  private Server gateway;

  @BeforeEach
  void start() {
    gateway = stage.closeLater(Server.gateway(stage.wiring()));
    stage.fillShelf();
  }

  @Test
  @DisplayName(
      "FLT-D01, PAY-C7 killed after the checkout's commit, before the provider was reached")
  void killedAfterTheCheckoutsCommit() throws InterruptedException {
    Subscriber subscriber = stage.subscriber(message -> 204);
    stage.stopPsp();
    Reply accepted = stage.shop().checkOut("key-1", PURCHASE, "Prefer", "wait=0").expect(202);

    gateway.kill();
    stage.startPsp();
    restart();

    isConfirmedOnce(accepted.text("/id"));
    assertThat(stage.shop().checkOut("key-1", PURCHASE).text("/id"))
        .isEqualTo(accepted.text("/id"));
    Poll.until("the news", PATIENCE, () -> !subscriber.received("order.confirmed").isEmpty());
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("FLT-D03, PAY-C8 killed while the provider charges and the shop waits")
  void killedWhileTheProviderChargesAndTheShopWaits() throws InterruptedException {
    Purchase slow = Purchase.of(TEA, "pm_mock_slow");
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(
            () -> stage.shop().checkOut("key-1", slow, "Prefer", "wait=30"));
    Poll.until("the charge", PATIENCE, () -> succeeded().size() == 1);

    gateway.kill();
    assertThat(waiting.handle((reply, failure) -> endedWithoutAnswer(reply, failure)).join())
        .isTrue();
    restart();

    Reply repeat = stage.shop().checkOut("key-1", slow, "Prefer", "wait=30");
    assertThat(repeat.status()).isEqualTo(201);
    isConfirmedOnce(repeat.text("/id"));
    assertThat(stage.shop().orders()).hasSize(1);
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-B9 killed right after the callback's 200")
  void killedRightAfterTheCallbacks200() throws InterruptedException {
    Subscriber subscriber = stage.subscriber(message -> 204);
    Purchase untold = Purchase.of(TEA, "pm_mock_callbackNever");
    String order = stage.shop().checkOut(untold, "Prefer", "wait=0").expect(202).text("/id");
    Poll.until("the charge", PATIENCE, () -> succeeded().size() == 1);
    SignedCallback callback = SignedCallback.of(succeeded().get(0));

    callback.send(stage.wiring()).expect(200);
    gateway.kill();
    restart();

    isConfirmedOnce(order);
    callback.send(stage.wiring()).expect(200);
    isConfirmedOnce(order);
    Poll.until("the news", PATIENCE, () -> !subscriber.received("order.confirmed").isEmpty());
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName(
      "PAY-B10 killed while callbacks are applied: what has an effect is marked, and only it")
  void killedWhileCallbacksAreApplied() throws InterruptedException {
    List<String> orders = payInSecret(CALLBACKS);
    List<SignedCallback> callbacks = succeeded().valueStream().map(SignedCallback::of).toList();
    stage.stopPsp();
    int asked = store().confirmedOrders(); // On a slow machine some have been asked about by now.

    try (ExecutorService provider = Executors.newVirtualThreadPerTaskExecutor()) {
      callbacks.forEach(callback -> provider.execute(() -> sendOnce(callback)));
      Poll.until("the first effect", PATIENCE, () -> store().confirmedOrders() > asked);
      gateway.kill();
    }
    assertThat(store().successesApplied()).isEqualTo(store().confirmedOrders() - asked);
    restart();

    callbacks.forEach(callback -> callback.send(stage.wiring()).expect(200));
    assertThat(store().successesApplied()).isEqualTo(orders.size() - asked);
    stage.startPsp();
    orders.forEach(this::isConfirmedOnce);
    stage.books().agree(STOCK);
  }

  /** The provider charges, and tells nobody; the gateway looks only after five seconds. */
  private List<String> payInSecret(int orders) {
    Purchase untold = Purchase.of(TEA, "pm_mock_callbackNever");
    List<String> ids =
        Stream.generate(() -> stage.shop().checkOut(untold, "Prefer", "wait=0").text("/id"))
            .limit(orders)
            .toList();
    Poll.until("all charges", PATIENCE, () -> succeeded().size() == orders);
    return ids;
  }

  private void sendOnce(SignedCallback callback) {
    try {
      callback.send(stage.wiring());
    } catch (UncheckedIOException killed) {
      // As the provider would, the test sends it again.
    }
  }

  private StoreFile store() {
    return new StoreFile(stage.wiring());
  }

  @Test
  @DisplayName("FLT-D04, PAY-J1 killed during a delivery: sent again under the same id")
  void killedDuringADelivery() throws InterruptedException {
    CountDownLatch killed = new CountDownLatch(1);
    Subscriber subscriber = stage.closeLater(Subscriber.start(message -> after(killed)));
    stage.shop().subscribe(subscriber.url(), "order.confirmed");
    String order = stage.shop().checkOut(PURCHASE).expect(201).text("/id");
    Poll.until("the delivery to begin", PATIENCE, () -> subscriber.received().size() == 1);

    gateway.kill();
    killed.countDown();
    restart();

    Poll.until(
        "the delivery to end",
        PATIENCE,
        () -> stage.shop().deliveriesOf(order),
        found -> found.size() == 1 && text(found.getFirst(), "status").equals("delivered"));
    assertThat(subscriber.received()).hasSize(2);
    assertThat(subscriber.received().stream().map(Message::id).distinct()).hasSize(1);
    assertThat(subscriber.received().stream().map(Message::body).distinct()).hasSize(1);
    isConfirmedOnce(order);
    stage.books().agree(STOCK);
  }

  private void restart() {
    gateway = stage.closeLater(Server.gateway(stage.wiring()));
  }

  private void isConfirmedOnce(String order) {
    JsonNode finished = stage.shop().finished(order, PATIENCE);
    assertThat(text(finished, "status")).isEqualTo("confirmed");
    assertThat(stage.books().types(order)).containsExactly("order.placed", "order.confirmed");
    assertThat(stage.books().charges(order)).isEqualTo(1);
  }

  private JsonNode succeeded() {
    return stage.provider().events("payment_intent.succeeded");
  }

  private static boolean endedWithoutAnswer(Reply reply, Throwable failure) {
    return reply == null
        && failure instanceof CompletionException
        && failure.getCause() instanceof UncheckedIOException;
  }

  private static int after(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? 204 : 500;
    } catch (InterruptedException e) {
      return 500;
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }
}
