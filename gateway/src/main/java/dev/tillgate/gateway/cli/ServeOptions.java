package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.Settings;
import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.platform.Durations;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code serve}; each can also be given as an environment variable. */
final class ServeOptions {
  static final String RETRY_WAITS = "5s,30s,2m,10m,30m,2h,5h,10h,14h,20h,24h";

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "address to listen on (${DEFAULT-VALUE})")
  String host = "";

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "port to listen on, 0 picks one (${DEFAULT-VALUE})")
  int port;

  @Option(
      names = "--data",
      defaultValue = "./data",
      description = "data directory (${DEFAULT-VALUE})")
  Path data = Path.of("");

  @Option(
      names = "--master-key-file",
      description = "seals secrets at rest; made when absent (DATA/master.key)")
  @Nullable Path masterKeyFile;

  @Option(names = "--api-key", description = "a first admin key, tg_ and at least 24 characters")
  @Nullable String apiKey;

  @Option(
      names = "--psp-url",
      defaultValue = "https://api.stripe.com",
      description = "the provider's API (${DEFAULT-VALUE})")
  URI pspUrl = URI.create("");

  @Option(names = "--psp-key", defaultValue = "", description = "the provider's secret key, sk_…")
  String pspKey = "";

  @Option(
      names = "--callback-secret",
      description = "whsec_…, or whsec_…@2026-12-01T00:00:00Z for one that ends; repeatable")
  List<String> callbackSecrets = List.of();

  @Option(
      names = "--callback-tolerance",
      defaultValue = "PT5M",
      description = "age of a callback's signature (${DEFAULT-VALUE})")
  String callbackTolerance = "";

  @Option(
      names = "--psp-timeout",
      defaultValue = "PT10S",
      description = "one call to the provider (${DEFAULT-VALUE})")
  String pspTimeout = "";

  @Option(
      names = "--reconcile-after",
      defaultValue = "PT1M",
      description = "silence before the provider is asked (${DEFAULT-VALUE})")
  String reconcileAfter = "";

  @Option(
      names = "--order-ttl",
      defaultValue = "PT30M",
      description = "how long an unpaid order keeps its stock (${DEFAULT-VALUE})")
  String orderTtl = "";

  @Option(
      names = "--retry-waits",
      defaultValue = RETRY_WAITS,
      description = "waits between deliveries, the last repeats (${DEFAULT-VALUE})")
  String retryWaits = "";

  @Option(
      names = "--retry-for",
      defaultValue = "P30D",
      description = "how long a delivery is retried (${DEFAULT-VALUE})")
  String retryFor = "";

  @Option(
      names = "--delivery-timeout",
      defaultValue = "PT30S",
      description = "one whole delivery exchange (${DEFAULT-VALUE})")
  String deliveryTimeout = "";

  @Option(
      names = "--allow-private-networks",
      description = "let webhooks go to private addresses and plain http")
  boolean allowPrivateNetworks;

  @Option(names = "--log", defaultValue = "text", description = "text or json (${DEFAULT-VALUE})")
  String log = "";

  /**
   * The settings these flags mean.
   *
   * @throws IllegalArgumentException naming the flag that is wrong
   */
  Settings settings() {
    Path keyFile = masterKeyFile == null ? data.resolve("master.key") : masterKeyFile;
    return new Settings(
        new Settings.Http(host, port),
        new Settings.Data(data, keyFile, Settings.Data.QUEUE_BOUND),
        provider(),
        new Settings.Selling(Durations.parse(orderTtl)),
        outgoing(),
        Optional.ofNullable(apiKey));
  }

  private Settings.Provider provider() {
    return new Settings.Provider(
        pspUrl,
        pspKey,
        callbackSecrets.stream().map(CallbackSecret::parse).toList(),
        Durations.parse(callbackTolerance),
        Durations.parse(pspTimeout),
        Durations.parse(reconcileAfter));
  }

  private Settings.Outgoing outgoing() {
    return new Settings.Outgoing(
        Arrays.stream(retryWaits.split(",")).map(String::strip).map(Durations::parse).toList(),
        Durations.parse(retryFor),
        Durations.parse(deliveryTimeout),
        allowPrivateNetworks);
  }
}
