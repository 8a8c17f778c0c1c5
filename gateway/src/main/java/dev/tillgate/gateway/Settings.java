package dev.tillgate.gateway;

import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.platform.node.Node.Terms;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every knob of a gateway, read once and checked here; what is wrong is named with its flag.
 *
 * @param node what this process is among those on one store
 */
public record Settings(
    Http http, Data data, Provider provider, Selling selling, Outgoing outgoing, Node node) {

  public Settings {
    require(
        node.roles().equals(Role.ALL) || data.place().databaseUrl().isPresent(),
        "--roles shares the work of one database; without --database-url a gateway does it all");
  }

  /**
   * Where it listens.
   *
   * @param host address to listen on; 127.0.0.1 by default
   * @param port TCP port; 0 picks a free one; 8080 by default
   */
  public record Http(String host, int port) {
    public Http {
      require(!host.isBlank(), "--host must not be blank");
      require(port >= 0 && port <= 65_535, "--port must be 0 to 65535");
    }
  }

  /**
   * Where it keeps what must not be lost.
   *
   * @param place the directory is made when absent; {@code ./data} by default
   * @param masterKeyFile seals secrets at rest; made when absent; {@code DATA/master.key} by
   *     default
   * @param queueBound units of work that may wait for the store before callers get a 503
   * @param retention how long deliveries that are over and their events are kept; 30 days by
   *     default; empty for ever
   */
  public record Data(
      StorePlace place, Path masterKeyFile, int queueBound, Optional<Duration> retention) {
    public static final int QUEUE_BOUND = 16_384;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Duration RETENTION_MAX = Duration.ofDays(36_500);

    public Data {
      require(queueBound >= 1, "the store's queue must hold at least one unit of work");
      retention.ifPresent(keep ->
          require(
              keep.isPositive() && keep.compareTo(RETENTION_MAX) <= 0,
              "--retention is a time such as 30d, at most 36500d, or off to keep everything"));
    }

    /** Everything under one directory. */
    public static Data in(Path directory) {
      return of(StorePlace.in(directory));
    }

    /** The store there, the master key in the data directory. */
    public static Data of(StorePlace place) {
      return new Data(
          place, place.directory().resolve("master.key"), QUEUE_BOUND, Optional.of(RETENTION));
    }
  }

  /**
   * The payment provider.
   *
   * @param url where its API is
   * @param key its secret key; {@code sk_live_…} or {@code rk_live_…} means real money
   * @param callbacks how what it calls back is believed
   * @param timeout how long one call takes at most; 10 s by default
   * @param reconcileAfter how long an open payment is silent before it is asked about; 1 min by
   *     default
   * @param backfillEvery how often the provider's events are read back, in case callbacks were
   *     lost; 5 min by default
   */
  public record Provider(
      URI url,
      String key,
      Callbacks callbacks,
      Duration timeout,
      Duration reconcileAfter,
      Duration backfillEvery) {
    public Provider {
      require(
          "http".equals(url.getScheme()) || "https".equals(url.getScheme()),
          "--psp-url must be an http(s) URL");
      require(!key.isBlank(), "--psp-key is needed: the provider's secret key");
      requirePositive(timeout, "--psp-timeout");
      requirePositive(reconcileAfter, "--reconcile-after");
      requirePositive(backfillEvery, "--backfill-every");
    }

    /** Whether the key moves real money. */
    public boolean livemode() {
      return key.startsWith("sk_live_") || key.startsWith("rk_live_");
    }

    @Override
    public String toString() {
      return "Provider[" + url + "]"; // The key and the secrets are for nobody's log.
    }
  }

  /**
   * Who calls back and is believed.
   *
   * @param secrets what the provider signs callbacks with; one, or two while one is replaced
   * @param tolerance how old or how far ahead a callback's timestamp may be; 5 min by default
   * @param forwarded other sources, whose callbacks are passed on as events; none by default
   */
  public record Callbacks(
      List<CallbackSecret> secrets, Duration tolerance, List<Signatory> forwarded) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public Callbacks {
      require(
          !secrets.isEmpty(),
          "--callback-secret is needed: what the provider signs callbacks with");
      requirePositive(tolerance, "--callback-tolerance");
      List<String> names = forwarded.stream().map(Signatory::name).toList();
      require(
          names.stream().allMatch(name -> NAME.matcher(name).matches()),
          "a --callback-source has a name of at most 64 lower-case letters, digits and dashes");
      require(
          !names.contains("stripe"), "--callback-source stripe is not free: it is the provider's");
      require(
          names.stream().distinct().count() == names.size(),
          "a --callback-source is given twice under one name");
      secrets = List.copyOf(secrets);
      forwarded = List.copyOf(forwarded);
    }
  }

  /**
   * How orders are taken.
   *
   * @param orderTimeToLive how long an unpaid order keeps its stock; 30 min by default
   * @param lateSuccess what becomes of money that comes for an expired order; refund by default
   * @param stockLowAt pieces still to be had at which {@code stock.low} is told; 0 by default, so
   *     when the last is set aside
   */
  public record Selling(Duration orderTimeToLive, LateSuccess lateSuccess, long stockLowAt) {
    public Selling {
      requirePositive(orderTimeToLive, "--order-ttl");
      require(stockLowAt >= 0, "--stock-low-at must not be negative");
    }
  }

  /**
   * How outgoing webhooks are sent.
   *
   * @param retryWaits the wait before each retry; the last repeats
   * @param retryFor how long after its event a delivery is retried; 30 days by default
   * @param timeout for one whole exchange; 30 s by default
   * @param allowPrivateNetworks whether endpoints may be private addresses and plain http; off by
   *     default
   */
  public record Outgoing(
      List<Duration> retryWaits,
      Duration retryFor,
      Duration timeout,
      boolean allowPrivateNetworks) {
    public Outgoing {
      require(!retryWaits.isEmpty(), "--retry-waits must name at least one wait");
      retryWaits.forEach(wait -> requirePositive(wait, "--retry-waits"));
      requirePositive(retryFor, "--retry-for");
      requirePositive(timeout, "--delivery-timeout");
      retryWaits = List.copyOf(retryWaits);
    }
  }

  /**
   * This process among those that work on one store.
   *
   * @param roles what it does; everything by default
   * @param lease how long one may be silent before the others take over what it had, 2 s to 5 min;
   *     15 s by default
   * @param adminKey an admin API key ({@code tg_…}) that works from the start
   */
  public record Node(Set<Role> roles, Duration lease, Optional<String> adminKey) {
    private static final Duration LEASE_MIN = Duration.ofSeconds(2);
    private static final Duration LEASE_MAX = Duration.ofMinutes(5);

    public Node {
      require(!roles.isEmpty(), "--roles must name at least one role");
      require(
          lease.compareTo(LEASE_MIN) >= 0 && lease.compareTo(LEASE_MAX) <= 0,
          "--node-lease must be 2 s to 5 min");
      roles = Set.copyOf(roles);
    }

    /** Everything, and that key. */
    public static Node withKey(String adminKey) {
      return new Node(Role.ALL, Terms.LEASE, Optional.of(adminKey));
    }

    Terms terms() {
      return new Terms(roles.contains(Role.WORKER), lease);
    }
  }

  private static void requirePositive(Duration duration, String flag) {
    require(!duration.isNegative() && !duration.isZero(), flag + " must be longer than nothing");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public String toString() {
    return "Settings[" + http + ", " + data + ", " + provider + "]";
  }
}
