package dev.tillgate.gateway.api;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.nio.file.Path;
import java.util.List;

/** How to get every answer about webhook endpoints, events and deliveries. */
final class WebhookCases {
  /** Where nobody listens (RFC 863's discard). */
  static final String NOBODY = "http://127.0.0.1:9/hook";

  /** An event that was removed for its age before the gateway of the tests started. */
  private static final String OF_LONG_AGO = "evt_01arz3ndektsv4rrffq69g5fav";

  private WebhookCases() {}

  /** Makes the store one from which that event was removed. */
  static void removeOldEvent(Path directory) {
    try (Database database = TestStore.in(directory)) {
      database.change(tx ->
          tx.update("UPDATE retention SET newest_removed = :id").bind("id", OF_LONG_AGO).execute());
    }
  }

  static List<Case> all() {
    return List.of(
        new Case("createWebhookEndpoint", "201", "with every field", WebhookCases::everything),
        new Case("listWebhookEndpoints", "200", "the newest", WebhookCases::list),
        new Case("showWebhookEndpoint", "200", "a disabled one", WebhookCases::disabledOne),
        new Case("changeWebhookEndpoint", "200", "other types", WebhookCases::changed),
        new Case(
            "deleteWebhookEndpoint",
            "204",
            "one of them",
            shop -> on(shop, "deleteWebhookEndpoint")),
        new Case(
            "showWebhookEndpointSecret",
            "200",
            "it",
            shop -> on(shop, "showWebhookEndpointSecret")),
        new Case(
            "rotateWebhookEndpointSecret",
            "200",
            "for a day",
            shop -> on(shop, "rotateWebhookEndpointSecret")),
        new Case("rotateWebhookEndpointSecret", "200", "at once", WebhookCases::rotatedAtOnce),
        new Case(
            "rotateWebhookKey",
            "200",
            "for a day",
            shop -> shop.send(shop.call("rotateWebhookKey"))),
        new Case(
            "listWebhookKeys",
            "200",
            "without a key",
            shop -> shop.send(shop.anonymous("listWebhookKeys"))),
        new Case("disableWebhookEndpoint", "200", "it", shop -> on(shop, "disableWebhookEndpoint")),
        new Case("enableWebhookEndpoint", "200", "it", shop -> on(shop, "enableWebhookEndpoint")),
        new Case(
            "testWebhookEndpoint",
            "200",
            "it answers",
            shop -> tested(shop, shop.receiver().url())),
        new Case("testWebhookEndpoint", "200", "nobody there", shop -> tested(shop, NOBODY)),
        new Case("listEvents", "200", "the newest", shop -> events(shop, "limit", "2")),
        new Case("listEvents", "200", "from the start", shop -> events(shop, "after", "start")),
        new Case(
            "listEvents", "400 invalid-parameter", "no event", shop -> events(shop, "after", "x")),
        new Case(
            "listEvents",
            "410 events-removed",
            "of long ago",
            shop -> events(shop, "after", OF_LONG_AGO)),
        new Case("showEvent", "200", "one of them", WebhookCases::event),
        new Case("showEventTimeline", "200", "one of them", WebhookCases::eventTimeline),
        new Case("listDeliveries", "200", "every filter", WebhookCases::filtered),
        new Case("showDelivery", "200", "with attempts", WebhookCases::delivery),
        new Case("retryDelivery", "202", "nobody there", WebhookCases::retried),
        new Case(
            "retryDelivery", "409 delivery-not-retriable", "disabled", WebhookCases::notRetried));
  }

  /** The id of a new endpoint. */
  static String endpoint(Storefront shop, String url) {
    String body = "{'url':'" + url + "','event_types':['order.*']}";
    return shop.send(shop.call("createWebhookEndpoint").json(body)).text("/id");
  }

  /** The operation on a new endpoint. */
  private static ApiCall call(Storefront shop, String operation) {
    return shop.call(operation).path("id", endpoint(shop, shop.receiver().url()));
  }

  private static ApiAnswer on(Storefront shop, String operation) {
    return shop.send(call(shop, operation));
  }

  private static ApiAnswer everything(Storefront shop) {
    return shop.send(
        shop.call("createWebhookEndpoint")
            .json(
                """
                {'url':'https://warehouse.example.com/hooks','event_types':['order.*','stock.low'],
                 'description':'The warehouse','format':'standard','signing':'hmac','ordered':false,
                 'max_in_flight':4,'headers':{'Authorization':'Bearer x'},'retry_waits':['30s','PT1H']}
                """));
  }

  private static ApiAnswer list(Storefront shop) {
    endpoint(shop, NOBODY);
    return shop.send(shop.call("listWebhookEndpoints"));
  }

  private static ApiAnswer disabledOne(Storefront shop) {
    String id = on(shop, "disableWebhookEndpoint").text("/id");
    return shop.send(shop.call("showWebhookEndpoint").path("id", id));
  }

  private static ApiAnswer changed(Storefront shop) {
    return shop.send(
        call(shop, "changeWebhookEndpoint").json("{'event_types':['*'],'url':null,'headers':{}}"));
  }

  private static ApiAnswer rotatedAtOnce(Storefront shop) {
    return shop.send(call(shop, "rotateWebhookEndpointSecret").json("{'overlap':'PT0S'}"));
  }

  private static ApiAnswer tested(Storefront shop, String url) {
    ApiCall test = shop.call("testWebhookEndpoint").path("id", endpoint(shop, url));
    return shop.send(test.json("{'type':'order.confirmed'}"));
  }

  private static ApiAnswer events(Storefront shop, String parameter, String value) {
    CheckoutCases.order(shop, StubProvider.PAYS);
    return shop.send(shop.call("listEvents").query(parameter, value));
  }

  private static ApiAnswer event(Storefront shop) {
    String id = events(shop, "limit", "1").text("/data/0/id");
    return shop.send(shop.call("showEvent").path("id", id));
  }

  private static ApiAnswer eventTimeline(Storefront shop) {
    endpoint(shop, NOBODY);
    String id = events(shop, "limit", "1").text("/data/0/id");
    return shop.send(shop.call("showEventTimeline").path("id", id));
  }

  private static ApiAnswer filtered(Storefront shop) {
    String endpoint = endpoint(shop, NOBODY);
    ApiAnswer order = CheckoutCases.order(shop, StubProvider.PAYS);
    ApiAnswer all = shop.send(shop.call("listDeliveries").query("endpoint", endpoint));
    return shop.send(
        shop.call("listDeliveries")
            .query("endpoint", endpoint)
            .query("order", order.text("/id"))
            .query("event", all.text("/data/0/event"))
            .query("status", all.text("/data/0/status"))
            .query("type", "order.*")
            .query("from", "2020-01-01T00:00:00Z")
            .query("to", "2999-01-01T00:00:00Z")
            .query("limit", "5"));
  }

  /** The id of a delivery nobody takes, and of its endpoint. */
  record Undelivered(String id, String endpoint) {}

  static Undelivered undelivered(Storefront shop) {
    String endpoint = endpoint(shop, NOBODY);
    CheckoutCases.order(shop, StubProvider.PAYS);
    ApiCall list = shop.call("listDeliveries").query("endpoint", endpoint).query("limit", "1");
    return new Undelivered(shop.send(list).text("/data/0/id"), endpoint);
  }

  private static ApiAnswer delivery(Storefront shop) {
    ApiCall show = shop.call("showDelivery").path("id", undelivered(shop).id());
    ApiAnswer shown = shop.send(show);
    // Each look takes a while; the first attempt is over soon.
    for (int looks = 0; looks < 1_000 && shown.json().get("attempts").isEmpty(); looks++) {
      shown = shop.send(show);
    }
    return shown;
  }

  private static ApiAnswer retried(Storefront shop) {
    return shop.send(shop.call("retryDelivery").path("id", undelivered(shop).id()));
  }

  private static ApiAnswer notRetried(Storefront shop) {
    Undelivered undelivered = undelivered(shop);
    shop.send(shop.call("disableWebhookEndpoint").path("id", undelivered.endpoint()));
    return shop.send(shop.call("retryDelivery").path("id", undelivered.id()));
  }
}
