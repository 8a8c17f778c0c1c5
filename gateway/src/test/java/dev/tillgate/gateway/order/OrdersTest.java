package dev.tillgate.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.catalog.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
  @TempDir Path directory;
  Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(directory);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void confirmingTakesTheStockOutAndTellsEverybodyOnce() {
    Order order = shop.order(3);

    boolean first = shop.database.write(tx -> shop.orders.confirm(tx, order.id(), "test"));
    boolean second = shop.database.write(tx -> shop.orders.confirm(tx, order.id(), "test"));

    assertThat(first).isTrue();
    assertThat(second).isTrue();
    assertThat(shop.stateOf(order.id())).isEqualTo(OrderState.CONFIRMED);
    assertThat(shop.tea()).isEqualTo(new Product.Level(7, 0));
    assertThat(shop.events(order.id())).containsExactly("order.confirmed");
  }

  @Test
  @DisplayName("one row per order and finish: whatever a bug made of the state, it finishes once")
  void anOrderThatFinishedDoesNotFinishAgainThoughItsRowSaysItIsPending() {
    Order order = shop.order(3);
    shop.database.change(tx -> shop.orders.confirm(tx, order.id(), "test"));
    shop.database.change(tx ->
        tx.update("UPDATE orders SET status = 'pending', confirmed_at_ms = NULL WHERE id = :id")
            .bind("id", order.id().value())
            .execute());

    assertThatThrownBy(
            () -> shop.database.change(tx -> shop.orders.confirm(tx, order.id(), "again")))
        .isInstanceOf(IllegalStateException.class);

    assertThat(shop.events(order.id())).containsExactly("order.confirmed");
    assertThat(shop.tea()).isEqualTo(new Product.Level(7, 0));
  }

  @Test
  void anOrderWhoseStockWasEditedAwayIsNotConfirmed() {
    Order order = shop.order(3);
    shop.database.change(tx -> shop.catalog.adjust(tx, Shop.TEA, -8));

    boolean confirmed = shop.database.write(tx -> shop.orders.confirm(tx, order.id(), "test"));

    assertThat(confirmed).isFalse();
    assertThat(shop.stateOf(order.id())).isEqualTo(OrderState.PENDING);
    assertThat(shop.tea()).isEqualTo(new Product.Level(2, 3));
  }

  @Test
  void aMoveThatIsNotInTheTableChangesNothing() {
    Order order = shop.order(1);

    boolean moved =
        shop.database.write(tx -> shop.orders.become(tx, order.id(), OrderState.REFUNDED, "test"));

    assertThat(moved).isFalse();
    assertThat(shop.stateOf(order.id())).isEqualTo(OrderState.PENDING);
    assertThat(shop.events(order.id())).isEmpty();
  }

  @Test
  void aMoveFromAStateTheOrderHasLeftChangesNothing() {
    Order order = shop.order(1);
    OrderStore store = new OrderStore();

    List<Optional<OrderState>> moves =
        shop.database.write(tx ->
            List.of(
                store
                    .move(
                        tx,
                        order.id(),
                        OrderState.PENDING,
                        OrderState.PAYMENT_FAILED,
                        shop.clock.instant())
                    .map(Order::state),
                store
                    .move(
                        tx,
                        order.id(),
                        OrderState.PENDING,
                        OrderState.CONFIRMED,
                        shop.clock.instant())
                    .map(Order::state)));

    assertThat(moves).containsExactly(Optional.of(OrderState.PAYMENT_FAILED), Optional.empty());
    assertThat(shop.stateOf(order.id())).isEqualTo(OrderState.PAYMENT_FAILED);
  }

  @Test
  void anOrderFinishesOnceHoweverItsStateIsSetBack() {
    Order order = shop.order(1);
    OrderStore store = new OrderStore();

    List<Boolean> finishes =
        shop.database.write(tx ->
            List.of(
                store.insertFinish(
                    tx, order.id(), OrderState.CONFIRMED, "one", shop.clock.instant()),
                store.insertFinish(
                    tx, order.id(), OrderState.CONFIRMED, "two", shop.clock.instant())));

    assertThat(finishes).containsExactly(true, false);
  }

  @Test
  void everyChangeOfStateCountsTheVersionUp() {
    Order order = shop.order(1);

    shop.database.change(
        tx -> shop.orders.become(tx, order.id(), OrderState.PAYMENT_FAILED, "test"));
    shop.database.change(tx -> shop.orders.become(tx, order.id(), OrderState.PENDING, "test"));

    assertThat(
            shop.database
                .read(tx -> shop.orders.find(tx, order.id()).orElseThrow())
                .progress()
                .version())
        .isEqualTo(3);
  }
}
