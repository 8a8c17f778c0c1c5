package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.Role;
import dev.tillgate.gateway.Settings;
import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.platform.Durations;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the flags of {@code serve} mean. */
final class ServeOptions {
  private final ServeFlags flags;

  ServeOptions(ServeFlags flags) {
    this.flags = flags;
  }

  /**
   * The settings these flags mean.
   *
   * @throws IllegalArgumentException naming the flag that is wrong
   */
  Settings settings() {
    return new Settings(
        new Settings.Http(flags.host(), flags.port()),
        new Settings.Data(place(), masterKeyFile(), Settings.Data.QUEUE_BOUND, retention()),
        provider(),
        new Settings.Selling(Durations.parse(flags.orderTtl()), lateSuccess(), flags.stockLowAt()),
        outgoing(),
        node());
  }

  private Settings.Node node() {
    return new Settings.Node(
        Role.parse(flags.roles()),
        Durations.parse(flags.nodeLease()),
        Optional.ofNullable(flags.apiKey()));
  }

  private StorePlace place() {
    return new StorePlace(flags.data(), Optional.ofNullable(flags.databaseUrl()), flags.unsafe());
  }

  private Path masterKeyFile() {
    Path given = flags.masterKeyFile();
    return given == null ? flags.data().resolve("master.key") : given;
  }

  private Optional<Duration> retention() {
    if (flags.retention().equals("off")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Durations.parse(flags.retention()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--retention off keeps everything; " + e.getMessage(), e);
    }
  }

  private Settings.Provider provider() {
    return new Settings.Provider(
        flags.pspUrl(),
        flags.pspKey(),
        callbacks(),
        Durations.parse(flags.pspTimeout()),
        Durations.parse(flags.reconcileAfter()),
        Durations.parse(flags.backfillEvery()));
  }

  private Settings.Callbacks callbacks() {
    Duration tolerance = Durations.parse(flags.callbackTolerance());
    return new Settings.Callbacks(
        callbackSecrets(), tolerance, new SourceOptions(flags).sources(tolerance));
  }

  private LateSuccess lateSuccess() {
    return switch (flags.lateSuccess()) {
      case "refund" -> LateSuccess.REFUND;
      case "revive" -> LateSuccess.REVIVE;
      default -> throw new IllegalArgumentException("--late-success is refund or revive");
    };
  }

  private List<CallbackSecret> callbackSecrets() {
    @Nullable List<String> given = flags.callbackSecrets();
    return given == null ? List.of() : given.stream().map(CallbackSecret::parse).toList();
  }

  private Settings.Outgoing outgoing() {
    return new Settings.Outgoing(
        retryWaits(),
        Durations.parse(flags.retryFor()),
        Durations.parse(flags.deliveryTimeout()),
        flags.allowPrivateNetworks());
  }

  private List<Duration> retryWaits() {
    return Arrays.stream(flags.retryWaits().split(","))
        .map(String::strip)
        .map(Durations::parse)
        .toList();
  }
}
