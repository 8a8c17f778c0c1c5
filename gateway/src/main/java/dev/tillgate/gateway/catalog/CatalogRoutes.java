package dev.tillgate.gateway.catalog;

import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Currencies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.idempotency.Idempotency;
import dev.tillgate.gateway.platform.idempotency.KeyedRequest;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/products}: the catalogue and its stock. */
public final class CatalogRoutes implements Feature {
  private static final int NAME_MAX = 200;
  private static final int REASON_MAX = 200;
  private static final long UNIT_AMOUNT_MAX = 99_999_999; // Stripe takes eight digits.
  private static final long STOCK_MAX = 1_000_000_000;

  private final Database database;
  private final Catalog catalog;
  private final Idempotency idempotency;

  public CatalogRoutes(Database database, Catalog catalog, Idempotency idempotency) {
    this.database = database;
    this.catalog = catalog;
    this.idempotency = idempotency;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.put("/v1/products/{sku}", this::put, Scope.ADMIN);
    routes.get("/v1/products", this::list, Scope.READ);
    routes.get("/v1/products/{sku}", this::show, Scope.READ);
    routes.post("/v1/products/{sku}/stock", this::adjust, Scope.ADMIN);
  }

  private void put(Context context) {
    ListQuery.refuseOthers(context);
    Fields fields = Fields.of(Bodies.json(context), "name", "unit_amount", "currency", "stock");
    Product product =
        new Product(
            newSku(context),
            fields.text("name", NAME_MAX),
            fields.integer("unit_amount", 1, UNIT_AMOUNT_MAX),
            Currencies.in(fields, "currency"),
            new Product.Level(0, 0));
    OptionalLong stock = fields.optionalInteger("stock", 0, STOCK_MAX);
    Answer.json(200, render(database.write(tx -> catalog.put(tx, product, stock)))).send(context);
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context);
    var rows = database.read(tx -> catalog.page(tx, query.cursor(), query.limit()));
    Answer.json(200, query.page(rows, CatalogRoutes::render, product -> product.sku().value()))
        .send(context);
  }

  private void show(Context context) {
    ListQuery.refuseOthers(context);
    Sku sku = knownSku(context);
    Answer.json(200, render(database.read(tx -> find(tx, sku)))).send(context);
  }

  private void adjust(Context context) {
    ListQuery.refuseOthers(context);
    JsonNode body = Bodies.json(context);
    KeyedRequest request = KeyedRequest.of(context, body);
    Fields fields = Fields.of(body, "delta", "reason");
    long delta = fields.integer("delta", -STOCK_MAX, STOCK_MAX);
    fields.text("reason", REASON_MAX);
    Sku sku = knownSku(context);
    idempotency
        .once(request, sku.value(), tx -> Answer.json(200, render(adjust(tx, sku, delta))))
        .send(context);
  }

  private Product adjust(Tx tx, Sku sku, long delta) {
    Product before = find(tx, sku);
    return catalog
        .adjust(tx, sku, delta)
        .orElseThrow(() ->
            new Problem(
                409,
                "stock-below-zero",
                "There are only " + before.level().stock() + " in stock."));
  }

  private Product find(Tx tx, Sku sku) {
    return catalog.find(tx, sku).orElseThrow(CatalogRoutes::notFound);
  }

  private static Sku newSku(Context context) {
    String sku = context.pathParam("sku");
    if (!Sku.isValid(sku)) {
      throw new Problem(
          422, "invalid-sku", "A SKU is 1 to 64 letters, digits, dots, dashes and underscores.");
    }
    return new Sku(sku);
  }

  private static Sku knownSku(Context context) {
    if (!Sku.isValid(context.pathParam("sku"))) {
      throw notFound();
    }
    return new Sku(context.pathParam("sku"));
  }

  private static Problem notFound() {
    return new Problem(404, "not-found", "There is no such product.");
  }

  private static ObjectNode render(Product product) {
    return Json.object()
        .put("sku", product.sku().value())
        .put("object", "product")
        .put("name", product.name())
        .put("unit_amount", product.unitAmountMinor())
        .put("currency", product.currency())
        .put("stock", product.level().stock())
        .put("reserved", product.level().reserved())
        .put("available", product.level().available());
  }
}
