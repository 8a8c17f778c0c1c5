package dev.tillgate.gateway.payment.ending;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderRoutes;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Reviews;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/orders/{id}/resolve}: a person ends a review. */
public final class ResolveRoutes implements Feature {
  private static final int NOTE_MAX = 500;
  private static final int WORD_MAX = 20;

  private final Database database;
  private final Orders orders;
  private final Reviews reviews;

  public ResolveRoutes(Database database, Orders orders, Reviews reviews) {
    this.database = database;
    this.orders = orders;
    this.reviews = reviews;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/orders/{id}/resolve", this::resolve, Scope.ADMIN);
  }

  /** 200 with the order; one that is to be canceled or refunded may still be on its way there. */
  private void resolve(Context context) {
    ListQuery.refuseOthers(context);
    OrderId id = OrderRoutes.id(context);
    Fields fields = Fields.of(Bodies.json(context), "as", "note");
    Decision decision = decision(fields);
    String note = fields.text("note", NOTE_MAX);
    ObjectNode json =
        database.write(tx -> {
          decision.in(tx, id, note);
          return orders.render(tx, orders.find(tx, id).orElseThrow());
        });
    Answer.json(200, json).send(context);
  }

  /** What a person can decide. */
  private interface Decision {
    void in(Tx tx, OrderId id, String note);
  }

  private Decision decision(Fields fields) {
    return switch (fields.text("as", WORD_MAX)) {
      case "confirmed" -> reviews::confirm;
      case "refunded" -> reviews::refund;
      case "canceled" -> reviews::cancel;
      default -> throw fields.problem("as", "must be confirmed, refunded or canceled");
    };
  }
}
