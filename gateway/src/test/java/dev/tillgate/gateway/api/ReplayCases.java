package dev.tillgate.gateway.api;

import java.util.List;

/** How to get every answer about replays and what is given up. */
final class ReplayCases {
  private ReplayCases() {}

  static List<Case> all() {
    return List.of(
        new Case("createReplay", "202", "with every field", ReplayCases::everything),
        new Case("createReplay", "202", "with the endpoint alone", ReplayCases::alone),
        new Case("createReplay", "200", "a dry run", ReplayCases::dryRun),
        new Case("listReplays", "200", "the newest", ReplayCases::list),
        new Case("showReplay", "200", "one of them", shop -> on(shop, "showReplay", slow(shop))),
        new Case("pauseReplay", "200", "it", shop -> on(shop, "pauseReplay", slow(shop))),
        new Case("pauseReplay", "409 replay-over", "canceled", shop -> over(shop, "pauseReplay")),
        new Case("resumeReplay", "200", "paused", ReplayCases::resumed),
        new Case("resumeReplay", "409 replay-over", "canceled", shop -> over(shop, "resumeReplay")),
        new Case("cancelReplay", "200", "it", shop -> on(shop, "cancelReplay", slow(shop))),
        new Case("cancelReplay", "409 replay-over", "done", ReplayCases::canceledTooLate),
        new Case("deleteDelivery", "204", "a parked one", ReplayCases::givenUp),
        new Case(
            "deleteDelivery", "409 delivery-not-deletable", "given up", ReplayCases::givenUpTwice));
  }

  private static ApiAnswer create(Storefront shop, String members) {
    String endpoint = WebhookCases.endpoint(shop, WebhookCases.NOBODY);
    String body = "{'endpoint':'" + endpoint + "'" + members + "}";
    return shop.send(shop.call("createReplay").json(body));
  }

  private static ApiAnswer everything(Storefront shop) {
    return create(
        shop,
        """
        ,'from':'2020-01-01T00:00:00Z','to':'2999-01-01T00:00:00+01:00','event_types':['order.*'],
        'status':'dead','rate':1000,'dry_run':false
        """);
  }

  private static ApiAnswer alone(Storefront shop) {
    return create(shop, "");
  }

  private static ApiAnswer dryRun(Storefront shop) {
    return create(shop, ",'status':'any','dry_run':true");
  }

  private static ApiAnswer list(Storefront shop) {
    alone(shop);
    return shop.send(shop.call("listReplays").query("limit", "1"));
  }

  /** The id of a replay that runs for some seconds. */
  private static String slow(Storefront shop) {
    for (int i = 0; i < 3; i++) {
      CheckoutCases.order(shop, StubProvider.PAYS);
    }
    return create(shop, ",'status':'any','rate':1").text("/id");
  }

  private static ApiAnswer on(Storefront shop, String operation, String id) {
    return shop.send(shop.call(operation).path("id", id));
  }

  private static ApiAnswer over(Storefront shop, String operation) {
    String id = slow(shop);
    on(shop, "cancelReplay", id);
    return on(shop, operation, id);
  }

  private static ApiAnswer resumed(Storefront shop) {
    String id = slow(shop);
    on(shop, "pauseReplay", id);
    return on(shop, "resumeReplay", id);
  }

  /** Each look takes a while; with nothing to write it is done in no time. */
  private static ApiAnswer canceledTooLate(Storefront shop) {
    String id = create(shop, ",'rate':1000,'event_types':['nothing']").text("/id");
    for (int looks = 0; looks < 1_000; looks++) {
      if (on(shop, "showReplay", id).text("/status").equals("done")) {
        break;
      }
    }
    return on(shop, "cancelReplay", id);
  }

  /** The id of a delivery that waits for its endpoint. */
  private static String parked(Storefront shop) {
    WebhookCases.Undelivered undelivered = WebhookCases.undelivered(shop);
    on(shop, "disableWebhookEndpoint", undelivered.endpoint());
    for (int looks = 0; looks < 1_000; looks++) {
      if (on(shop, "showDelivery", undelivered.id()).text("/status").equals("parked")) {
        break;
      }
    }
    return undelivered.id();
  }

  private static ApiAnswer givenUp(Storefront shop) {
    return on(shop, "deleteDelivery", parked(shop));
  }

  private static ApiAnswer givenUpTwice(Storefront shop) {
    String id = parked(shop);
    on(shop, "deleteDelivery", id);
    return on(shop, "deleteDelivery", id);
  }
}
