package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.intent.Shopper;
import dev.tillgate.mockpsp.refund.Refunding;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** What a test decides in the place of the shopper or the bank, before the clock does. */
public final class Decisions {
  private static final String INTENT = "/_mock/payment_intents/{id}";
  private static final String REFUND = "/_mock/refunds/{id}";

  private final Database database;
  private final Shopper shopper;
  private final Refunding refunding;

  public Decisions(Database database, Shopper shopper, Refunding refunding) {
    this.database = database;
    this.shopper = shopper;
    this.refunding = refunding;
  }

  /** Adds the routes; each answers with the object as it then is. */
  public void addTo(RoutesConfig http) {
    http.post(INTENT + "/authenticate", ctx -> decide(ctx, shopper::authenticate));
    http.post(INTENT + "/settle", ctx -> decide(ctx, shopper::settle));
    http.post(REFUND + "/settle", ctx -> decide(ctx, refunding::settle));
  }

  /** A decision about one object. */
  @FunctionalInterface
  private interface Decision {
    ObjectNode apply(Tx tx, String id, boolean success);
  }

  private void decide(Context http, Decision decision) {
    boolean success = succeeds(Body.of(http));
    String id = http.pathParam("id");
    Body.answer(http, database.write(tx -> decision.apply(tx, id, success)));
  }

  private static boolean succeeds(ObjectNode body) {
    return switch (body.path("result").asString("succeed")) {
      case "succeed" -> true;
      case "fail" -> false;
      default -> throw ApiError.invalid("Invalid result: succeed or fail.", "result", null);
    };
  }
}
