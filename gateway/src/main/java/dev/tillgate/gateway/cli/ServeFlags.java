package dev.tillgate.gateway.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags of {@code serve}; each can also be given as an environment variable. Their order is the
 * one {@code config} shows them in.
 */
interface ServeFlags {
  String RETRY_WAITS = "5s,30s,2m,10m,30m,2h,5h,10h,14h,20h,24h";

  @Option(
      order = 1,
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "address to listen on (${DEFAULT-VALUE})")
  String host();

  @Option(
      order = 2,
      names = "--port",
      defaultValue = "8080",
      description = "port to listen on, 0 picks one (${DEFAULT-VALUE})")
  int port();

  @Option(
      order = 3,
      names = "--data",
      defaultValue = "./data",
      description = "data directory (${DEFAULT-VALUE})")
  Path data();

  @Option(
      order = 4,
      names = "--database-url",
      description =
          "jdbc:postgresql://HOST/DATABASE?user=…&password=…, instead of a file in --data")
  @Nullable String databaseUrl();

  @Option(
      order = 5,
      names = "--unsafe",
      description = "lets a server that may lose what it has answered be used all the same")
  boolean unsafe();

  @Option(
      order = 6,
      names = "--roles",
      defaultValue = "api,callbacks,worker",
      description = "what this one of several gateways does (${DEFAULT-VALUE})")
  String roles();

  @Option(
      order = 7,
      names = "--node-lease",
      defaultValue = "PT15S",
      description = "silence after which the others take over what it had (${DEFAULT-VALUE})")
  String nodeLease();

  @Option(
      order = 8,
      names = "--master-key-file",
      description = "seals secrets at rest; made when absent (DATA/master.key)")
  @Nullable Path masterKeyFile();

  @Option(
      order = 9,
      names = "--api-key",
      description = "a first admin key, tg_ and at least 24 characters")
  @Nullable String apiKey();

  @Option(
      order = 10,
      names = "--psp-url",
      defaultValue = "https://api.stripe.com",
      description = "the provider's API (${DEFAULT-VALUE})")
  URI pspUrl();

  @Option(
      order = 11,
      names = "--psp-key",
      defaultValue = "",
      description = "the provider's secret key, sk_…")
  String pspKey();

  @Option(
      order = 12,
      names = "--callback-secret",
      description = "whsec_…, or whsec_…@2026-12-01T00:00:00Z for one that ends; repeatable")
  @Nullable List<String> callbackSecrets();

  @Option(
      order = 13,
      names = "--callback-source",
      description = "NAME=SCHEME: pass on what comes to /v1/callbacks/NAME; repeatable")
  @Nullable List<String> callbackSources();

  @Option(
      order = 14,
      names = "--callback-source-secret",
      description = "NAME=SECRET, or NAME=SECRET@END: what that source signs with; repeatable")
  @Nullable List<String> callbackSourceSecrets();

  @Option(
      order = 15,
      names = "--callback-source-url",
      description = "NAME=URL: where that source was told to send, for schemes that sign it")
  @Nullable List<String> callbackSourceUrls();

  @Option(
      order = 16,
      names = "--callback-tolerance",
      defaultValue = "PT5M",
      description = "age of a callback's signature (${DEFAULT-VALUE})")
  String callbackTolerance();

  @Option(
      order = 17,
      names = "--psp-timeout",
      defaultValue = "PT10S",
      description = "one call to the provider (${DEFAULT-VALUE})")
  String pspTimeout();

  @Option(
      order = 18,
      names = "--reconcile-after",
      defaultValue = "PT1M",
      description = "silence before the provider is asked (${DEFAULT-VALUE})")
  String reconcileAfter();

  @Option(
      order = 19,
      names = "--backfill-every",
      defaultValue = "PT5M",
      description = "how often missed callbacks are read back (${DEFAULT-VALUE})")
  String backfillEvery();

  @Option(
      order = 20,
      names = "--order-ttl",
      defaultValue = "PT30M",
      description = "how long an unpaid order keeps its stock (${DEFAULT-VALUE})")
  String orderTtl();

  @Option(
      order = 21,
      names = "--late-success",
      defaultValue = "refund",
      description =
          "money for an expired order: refund, or revive the order if its stock is there (${DEFAULT-VALUE})")
  String lateSuccess();

  @Option(
      order = 22,
      names = "--stock-low-at",
      defaultValue = "0",
      description = "pieces left at which stock.low is told (${DEFAULT-VALUE}: the last is gone)")
  long stockLowAt();

  @Option(
      order = 23,
      names = "--retry-waits",
      defaultValue = RETRY_WAITS,
      description = "waits between deliveries, the last repeats (${DEFAULT-VALUE})")
  String retryWaits();

  @Option(
      order = 24,
      names = "--retry-for",
      defaultValue = "P30D",
      description = "how long a delivery is retried (${DEFAULT-VALUE})")
  String retryFor();

  @Option(
      order = 25,
      names = "--delivery-timeout",
      defaultValue = "PT30S",
      description = "one whole delivery exchange (${DEFAULT-VALUE})")
  String deliveryTimeout();

  @Option(
      order = 26,
      names = "--allow-private-networks",
      description = "let webhooks go to private addresses and plain http")
  boolean allowPrivateNetworks();

  @Option(
      order = 27,
      names = "--retention",
      defaultValue = "P30D",
      description =
          "how long finished deliveries and their events are kept, or off (${DEFAULT-VALUE})")
  String retention();

  @Option(
      order = 28,
      names = "--log",
      defaultValue = "text",
      description = "text or json (${DEFAULT-VALUE})")
  String log();
}
