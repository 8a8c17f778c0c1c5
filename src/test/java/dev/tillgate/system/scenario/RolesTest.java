package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.PRICE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three gateways on one database, each of which does a part. */
class RolesTest {
  @RegisterExtension final Stage stage = Stage.forNodes();

  @Test
  @DisplayName("ruling 28 one takes orders, one takes callbacks, one delivers, and none does more")
  void eachDoesItsPart() {
    Wiring callbacks = stage.wiring();
    Wiring api = callbacks.at(Ports.free());
    Wiring worker = callbacks.at(Ports.free());
    stage.closeLater(Server.gateway(api, "--roles=api"));
    stage.closeLater(Server.gateway(callbacks, "--roles=callbacks"));
    Shop shop = stage.shop(api);
    shop.offer(TEA, "Green tea", PRICE, STOCK);
    Subscriber subscriber = stage.closeLater(Subscriber.start());
    shop.subscribe(subscriber.url(), "order.confirmed");

    String order =
        shop.checkOut(Purchase.of(TEA, "pm_card_visa"), "Prefer", "wait=30")
            .expect(201)
            .text("/id");

    assertThat(subscriber.received()).as("nobody is there to deliver").isEmpty();
    stage.closeLater(Server.gateway(worker, "--roles=worker"));
    Poll.until("the delivery", PATIENCE, () -> subscriber.received().size() == 1);
    assertThat(subscriber.received().getFirst().order()).isEqualTo(order);
    List.of(api, callbacks, worker).forEach(this::answersMachines);
    assertThat(callback(api))
        .as("no callback route; one that was kept is read there")
        .isEqualTo(405);
    assertThat(callback(worker)).isEqualTo(404);
    assertThat(callback(callbacks)).as("unsigned").isEqualTo(400);
    assertThat(orders(callbacks)).as("no API").isEqualTo(404);
    assertThat(orders(worker)).isEqualTo(404);
  }

  private void answersMachines(Wiring node) {
    for (String path : List.of("/healthz", "/readyz", "/metrics")) {
      assertThat(http(node).get(path).status()).as(path).isEqualTo(200);
    }
  }

  private int callback(Wiring node) {
    return http(node).post("/v1/callbacks/stripe", "{}").status();
  }

  private int orders(Wiring node) {
    return http(node).get("/v1/orders").status();
  }

  private HttpClient http(Wiring node) {
    return stage.shop(node).http();
  }
}
