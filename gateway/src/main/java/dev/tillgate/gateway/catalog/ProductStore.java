package dev.tillgate.gateway.catalog;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code products}. */
final class ProductStore {
  private static final String PUT =
      """
      INSERT INTO products (sku, name, unit_amount, currency, stock, created_at_ms, updated_at_ms)
      VALUES (:sku, :name, :unitAmount, :currency, :stock, :now, :now)
      ON CONFLICT (sku) DO UPDATE
      SET name = excluded.name, unit_amount = excluded.unit_amount, currency = excluded.currency,
          stock = CASE WHEN :keepStock THEN products.stock ELSE excluded.stock END,
          updated_at_ms = excluded.updated_at_ms
      """;

  private static final String FIND = "SELECT * FROM products WHERE sku = :sku";

  private static final String PAGE =
      """
      SELECT * FROM products
      WHERE :cursor IS NULL OR (created_at_ms, sku)
        < (SELECT c.created_at_ms, c.sku FROM products c WHERE c.sku = :cursor)
      ORDER BY created_at_ms DESC, sku DESC LIMIT :limit + 1
      """;

  private static final String RESERVE =
      """
      UPDATE products SET reserved = reserved + :quantity
      WHERE sku = :sku AND stock - reserved >= :quantity
      RETURNING stock - reserved
      """;

  private static final String COMMIT =
      """
      UPDATE products SET stock = stock - :quantity, reserved = reserved - :quantity
      WHERE sku = :sku AND stock >= :quantity AND reserved >= :quantity
      """;

  private static final String RELEASE =
      "UPDATE products SET reserved = reserved - :quantity WHERE sku = :sku";

  private static final String TAKE_BACK =
      "UPDATE products SET stock = stock + :quantity WHERE sku = :sku";

  private static final String ADJUST =
      """
      UPDATE products SET stock = stock + :delta, updated_at_ms = :now
      WHERE sku = :sku AND stock + :delta >= 0
      """;

  /** Creates or replaces; without a stock a new product has none and an old one keeps its own. */
  void put(Tx tx, Product product, OptionalLong stock, Instant now) {
    tx.update(PUT)
        .bind("sku", product.sku().value())
        .bind("name", product.name())
        .bind("unitAmount", product.unitAmountMinor())
        .bind("currency", product.currency())
        .bind("stock", stock.orElse(0))
        .bind("keepStock", stock.isEmpty())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  Optional<Product> find(Tx tx, Sku sku) {
    return tx.queryForUpdate(FIND).bind("sku", sku.value()).map(ProductStore::map).findOne();
  }

  /** Up to {@code limit + 1} products made before the one the cursor names, newest first. */
  List<Product> page(Tx tx, @Nullable String cursor, int limit) {
    return tx.query(PAGE).bind("cursor", cursor).bind("limit", limit).map(ProductStore::map).list();
  }

  /**
   * Sets pieces aside, and says how many are left; empty, and nothing done, when fewer are there.
   */
  OptionalLong reserve(Tx tx, Sku sku, long quantity) {
    return tx.query(RESERVE)
        .bind("sku", sku.value())
        .bind("quantity", quantity)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Takes reserved pieces out of the house; false, and nothing done, when they are not there. */
  boolean commit(Tx tx, Sku sku, long quantity) {
    return tx.update(COMMIT).bind("sku", sku.value()).bind("quantity", quantity).execute() == 1;
  }

  void release(Tx tx, Sku sku, long quantity) {
    tx.update(RELEASE).bind("sku", sku.value()).bind("quantity", quantity).execute();
  }

  void takeBack(Tx tx, Sku sku, long quantity) {
    tx.update(TAKE_BACK).bind("sku", sku.value()).bind("quantity", quantity).execute();
  }

  /** Changes the stock; false, and nothing done, when it would go below zero. */
  boolean adjust(Tx tx, Sku sku, long delta, Instant now) {
    return tx.update(ADJUST)
            .bind("sku", sku.value())
            .bind("delta", delta)
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  private static Product map(ResultSet row, StatementContext context) throws SQLException {
    return new Product(
        new Sku(row.getString("sku")),
        row.getString("name"),
        row.getLong("unit_amount"),
        row.getString("currency"),
        new Product.Level(row.getLong("stock"), row.getLong("reserved")));
  }
}
