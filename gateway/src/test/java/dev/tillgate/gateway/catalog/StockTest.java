package dev.tillgate.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.Shop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockTest {
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
  void whatIsSetAsideIsNotAvailable() {
    List<Stock.Shortage> shortages = reserve("ord_1", 4);

    assertThat(shortages).isEmpty();
    assertThat(shop.tea()).isEqualTo(new Product.Level(10, 4));
    assertThat(shop.tea().available()).isEqualTo(6);
  }

  @Test
  void askingForMoreThanIsAvailableSetsNothingAside() {
    reserve("ord_1", 8);

    List<Stock.Shortage> shortages = reserve("ord_2", 3);

    assertThat(shortages).containsExactly(new Stock.Shortage(Shop.TEA, 3, 2));
    assertThat(shop.tea()).isEqualTo(new Product.Level(10, 8));
  }

  @Test
  void everyShortLineIsNamed() {
    shop.sell(new Sku("cup"), 1);

    List<Stock.Shortage> shortages =
        shop.database.write(tx ->
            shop.stock
                .reserve(tx, "ord_1", List.of(new Line(Shop.TEA, 11), new Line(new Sku("cup"), 2)))
                .shortages());

    assertThat(shortages).extracting(Stock.Shortage::sku).containsExactly(Shop.TEA, new Sku("cup"));
  }

  @Test
  void takingOutTwiceTakesOutOnce() {
    reserve("ord_1", 4);

    shop.database.write(tx -> shop.stock.commit(tx, "ord_1"));
    boolean again = shop.database.write(tx -> shop.stock.commit(tx, "ord_1"));

    assertThat(again).isTrue();
    assertThat(shop.tea()).isEqualTo(new Product.Level(6, 0));
  }

  @Test
  void givingBackTwiceGivesBackOnce() {
    reserve("ord_1", 4);
    reserve("ord_2", 2);

    shop.database.change(tx -> shop.stock.release(tx, "ord_1"));
    shop.database.change(tx -> shop.stock.release(tx, "ord_1"));

    assertThat(shop.tea()).isEqualTo(new Product.Level(10, 2));
  }

  @Test
  void anEditMayTakeTheStockBelowWhatIsSetAsideButNeverBelowZero() {
    reserve("ord_1", 8);

    boolean below = shop.database.write(tx -> shop.catalog.adjust(tx, Shop.TEA, -5).isPresent());
    boolean negative = shop.database.write(tx -> shop.catalog.adjust(tx, Shop.TEA, -6).isPresent());

    assertThat(below).isTrue();
    assertThat(negative).isFalse();
    assertThat(shop.tea()).isEqualTo(new Product.Level(5, 8));
    assertThat(shop.tea().available()).isZero();
  }

  @Test
  void theTableItselfRefusesNegativeStock() {
    assertThatThrownBy(() ->
            shop.database.write(tx ->
                tx.update("UPDATE products SET stock = -1 WHERE sku = 'tea-green'").execute()))
        .hasMessageContaining("CHECK constraint failed");
  }

  @Test
  void replacingAProductWithoutAStockKeepsItsOwn() {
    Product renamed =
        new Product(Shop.TEA, "Finest green tea", 1_500, "usd", new Product.Level(0, 0));

    Product stored =
        shop.database.write(tx -> shop.catalog.put(tx, renamed, java.util.OptionalLong.empty()));

    assertThat(stored.name()).isEqualTo("Finest green tea");
    assertThat(stored.level().stock()).isEqualTo(10);
  }

  private List<Stock.Shortage> reserve(String order, long packets) {
    return shop.database.write(
        tx -> shop.stock.reserve(tx, order, List.of(new Line(Shop.TEA, packets))).shortages());
  }
}
