package dev.tillgate.gateway.platform.http;

import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
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
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

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
    Javalin javalin =
        Javalin.create(config -> {
          configure(config, metrics);
          features.forEach(feature -> feature.addTo(config.routes));
        });
    return new HttpServer(javalin.start(host, port), host);
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

  /** Takes no new requests and lets running ones end, for at most {@value} 10 seconds. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void configure(JavalinConfig config, Metrics metrics) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = Answer.JSON;
    config.jetty.modifyServer(HttpServer::configureServer);
    config.jetty.modifyHttpConfiguration(HttpServer::configureHttp);
    config.requestLogger.http((context, millis) -> logRequest(context, millis, metrics));
    config.routes.exception(Problem.class, (problem, context) -> problem.answer().send(context));
    config.routes.exception(StoreUnavailableException.class, HttpServer::storeUnavailable);
    config.routes.exception(HttpResponseException.class, HttpServer::frameworkError);
    config.routes.exception(Exception.class, HttpServer::ourFault);
  }

  private static void configureServer(Server server) {
    server.setErrorHandler(new ProblemErrorHandler());
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    server.insertHandler(new org.eclipse.jetty.server.handler.GracefulHandler());
  }

  private static void configureHttp(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    http.setIdleTimeout(IDLE_TIMEOUT.toMillis());
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

  private static void storeUnavailable(StoreUnavailableException e, Context context) {
    log.warn(
        "http.store_unavailable path={} reason={}", context.req().getRequestURI(), e.getMessage());
    new Problem(
            503,
            "store-unavailable",
            "Nothing was done: " + e.getMessage() + ". Try again shortly.")
        .retryAfter(1)
        .answer()
        .send(context);
  }

  private static void frameworkError(HttpResponseException e, Context context) {
    Problem problem =
        switch (e) {
          case NotFoundResponse notFound ->
              new Problem(404, "not-found", "There is nothing at this path.");
          case MethodNotAllowedResponse other ->
              new Problem(
                      405,
                      "method-not-allowed",
                      "This path does not take " + context.method().name() + ".")
                  .header("Allow", String.join(", ", other.getDetails().values()));
          default -> new Problem(e.getStatus(), "bad-request", "The request could not be read.");
        };
    problem.answer().send(context);
  }

  private static void ourFault(Exception e, Context context) {
    log.error("http.failed path={}", context.req().getRequestURI(), e);
    new Problem(500, "internal-error", "Something went wrong on our side; it is logged.")
        .answer()
        .send(context);
  }
}
