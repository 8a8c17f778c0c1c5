package dev.tillgate.gateway.platform.http;

import dev.tillgate.gateway.platform.metrics.Metrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import io.javalin.util.JavalinException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: Javalin on virtual threads, every error a problem, one log line a request. Refuses
 * slow clients instead of waiting for them.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  private static final int HEADER_BYTES_MAX = 16 << 10;
  // Longer than the longest Prefer: wait, or a waiting caller would be cut off.
  private static final Duration IDLE_TIMEOUT = Prefer.WAIT_MAX.plusSeconds(30);
  // Connections that only idle need not be waited for; Jetty would, for two seconds.
  private static final Duration STOP_IDLE_TIMEOUT = Duration.ofMillis(50);

  private final Javalin javalin;
  private final String host;

  private HttpServer(Javalin javalin, String host) {
    this.javalin = javalin;
    this.host = host;
  }

  /**
   * A route as it is registered.
   *
   * @param path with its parameters in braces
   * @param roles what a caller needs; empty when it is open
   */
  public record Route(String method, String path, Set<RouteRole> roles) {
    public Route {
      roles = Set.copyOf(roles);
    }
  }

  /** Starts serving the features; port 0 picks a free one. */
  public static HttpServer start(String host, int port, Metrics metrics, List<Feature> features) {
    return start(InetSocketAddress.createUnresolved(host, port), metrics, features, Limits.DEFAULT);
  }

  static HttpServer start(
      InetSocketAddress address, Metrics metrics, List<Feature> features, Limits limits) {
    Javalin javalin =
        Javalin.create(config -> {
          configure(config, metrics);
          config.jetty.modifyServer(server -> configureServer(server, limits));
          config.jetty.addConnector((server, http) -> connector(server, http, address, limits));
          features.forEach(feature -> feature.addTo(config.routes));
        });
    return new HttpServer(javalin.start(), address.getHostString());
  }

  public int port() {
    return javalin.port();
  }

  public URI url() {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /** Every route there is; what the OpenAPI document is held against. */
  public List<Route> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> new Route(endpoint.method.name(), endpoint.path, roles(endpoint)))
        .toList();
  }

  private static Set<RouteRole> roles(Endpoint endpoint) {
    Roles roles = endpoint.metadata(Roles.class);
    return roles == null ? Set.of() : roles.getRoles();
  }

  /** Takes no new requests and lets running ones end, for at most ten seconds. */
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      // Whoever closes us goes on to close the store, and must get there.
      log.warn("http.requests_cut_off", e);
    }
  }

  private static void configure(JavalinConfig config, Metrics metrics) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = Answer.JSON;
    config.jetty.modifyHttpConfiguration(HttpServer::configureHttp);
    config.requestLogger.http((context, millis) -> logRequest(context, millis, metrics));
    HttpErrors.addTo(config);
  }

  private static void configureServer(Server server, Limits limits) {
    server.setErrorHandler(new ProblemErrorHandler());
    server.setStopTimeout(limits.stop().toMillis());
    server.insertHandler(new GracefulHandler());
    server.insertHandler(new BodyDeadline(limits.arrival()));
    server.insertHandler(new HeadAsGet());
  }

  private static Connector connector(
      Server server, HttpConfiguration http, InetSocketAddress address, Limits limits) {
    ServerConnector connector =
        new ServerConnector(server, new HeaderDeadline(http, limits.arrival()));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.setShutdownIdleTimeout(STOP_IDLE_TIMEOUT.toMillis());
    connector.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    return connector;
  }

  private static void configureHttp(HttpConfiguration http) {
    http.setSendServerVersion(false);
    // Not even a bare LF: what two servers in a row may read differently smuggles requests.
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    http.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    // Each connection would keep 16 KiB of the headers it saw, which spares a parser some
    // microseconds: 160 MiB while ten thousand wait.
    http.setHeaderCacheSize(0);
  }

  private static void logRequest(Context context, float millis, Metrics metrics) {
    String route =
        context.endpoints().matchedHttpEndpoint() == null ? "unmatched" : context.endpoint().path;
    metrics.time(
        "tillgate.http.requests", "route", route, Duration.ofNanos((long) (millis * 1_000_000)));
    // The URI as it came, still percent-encoded: nothing in it can forge a second line. No query:
    // it may carry an e-mail.
    log.info(
        "http.request method={} path={} ms={} status={}",
        context.method().name(),
        context.req().getRequestURI(),
        Math.round(millis * 10) / 10.0,
        context.statusCode());
  }
}
