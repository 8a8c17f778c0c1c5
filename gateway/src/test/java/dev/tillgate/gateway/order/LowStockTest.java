package dev.tillgate.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.catalog.Stock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LowStockTest {

  @TempDir private Path directory;

  @Test
  void theOrderThatPassesTheMarkTellsAndNoOther() {
    try (Shop shop = new Shop(directory)) {
      LowStock lowStock = new LowStock(shop.webhooks.outbox(), 3);

      shop.database.change(tx -> lowStock.check(tx, List.of(left(2, 4), left(1, 3), left(1, 2))));

      List<String> told =
          shop.database.read(tx ->
              tx.query("SELECT payload FROM events WHERE type = 'stock.low'")
                  .map((row, context) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                  .list());
      assertThat(told).hasSize(1);
      assertThat(told.getFirst())
          .contains("\"sku\":\"" + Shop.TEA + "\",\"available\":3,\"low_at\":3");
    }
  }

  private static Stock.Taken left(long quantity, long available) {
    return new Stock.Taken(Shop.TEA, quantity, available);
  }
}
