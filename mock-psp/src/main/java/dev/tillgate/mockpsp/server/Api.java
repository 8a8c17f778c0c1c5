package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Authorization;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Ids;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API over HTTP: names the request, checks the key, has it executed, answers it. */
public final class Api {
  private static final Logger log = LoggerFactory.getLogger(Api.class);

  private final Authorization authorization;
  private final Execution execution;
  private final RequestLog requests;
  private final Ids ids;
  private final Pause pause;
  private final Pages pages;

  /**
   * @param pause what a caller waits at whose connection hangs
   * @param pages tell a browser that there is nothing; other callers get the API's own shape
   */
  public Api(
      Authorization authorization,
      Execution execution,
      RequestLog requests,
      Ids ids,
      Pause pause,
      Pages pages) {
    this.authorization = authorization;
    this.execution = execution;
    this.requests = requests;
    this.ids = ids;
    this.pause = pause;
    this.pages = pages;
  }

  /** Adds the routes, and the provider's own shape for what HTTP refuses. */
  public void addTo(RoutesConfig http, List<Route> routes) {
    for (Route route : routes) {
      Handler handler = ctx -> serve(ctx, route);
      switch (route.verb()) {
        case GET -> {
          http.get(route.path(), handler);
          // Left alone, HTTP would answer HEAD by itself: an empty 200 for whoever asks.
          http.head(route.path(), handler);
        }
        case POST -> http.post(route.path(), handler);
        case DELETE -> http.delete(route.path(), handler);
      }
    }
    http.exception(HttpResponseException.class, this::refuse);
    http.exception(Exception.class, this::fail);
  }

  private void serve(Context http, Route route) {
    String requestId = ids.next("req_");
    Reply reply = reply(http, route, requestId);
    requests.add(entry(http, requestId, reply));
    logAnswered(http, requestId, reply);
    switch (reply.manner()) {
      case PROMPT, SLOW -> send(http, requestId, reply);
      case CUT -> Connection.reset(http.req());
      case HUNG -> Connection.hang(http.req(), pause);
    }
  }

  private static void logAnswered(Context http, String requestId, Reply reply) {
    log.info(
        "request.answered id={} method={} path={} manner={} status={}",
        requestId,
        http.method(),
        http.path(),
        reply.manner(),
        reply.status());
  }

  private Reply reply(Context http, Route route, String requestId) {
    try {
      authorization.check(http.header("Authorization"));
      Incoming request = Incoming.read(http, route, requestId);
      return execution.answer(request);
    } catch (ApiError refusal) {
      return Reply.refusal(refusal, key(http) == null ? null : requestId);
    }
  }

  private static void send(Context http, String requestId, Reply reply) {
    http.header("Request-Id", requestId);
    echoKey(http);
    if (reply.originalRequest() != null) {
      http.header("Original-Request", reply.originalRequest());
    }
    if (reply.replayed()) {
      http.header("Idempotent-Replayed", "true");
    }
    if (reply.retry() != null) {
      http.header("Stripe-Should-Retry", String.valueOf(reply.retry()));
    }
    http.status(reply.status()).contentType("application/json").result(reply.body());
  }

  private static void echoKey(Context http) {
    String key = key(http);
    if (key != null) {
      http.header("Idempotency-Key", key);
    }
  }

  private static @Nullable String key(Context http) {
    return http.method().equals(HandlerType.POST) ? http.header("Idempotency-Key") : null;
  }

  /** No such route, a body too large, and the like: HTTP refuses, the provider's shape says so. */
  private void refuse(HttpResponseException refusal, Context http) {
    if (refusal.getStatus() == 404 && !isForPrograms(http.path()) && Pages.isWanted(http)) {
      pages.say(http, 404, "Not found", "There is no page at " + http.path() + ".");
      return;
    }
    String message =
        refusal.getStatus() == 404
            ? "Unrecognized request URL (%s: %s).".formatted(http.method(), http.path())
            : String.valueOf(refusal.getMessage());
    refuse(http, ids.next("req_"), ApiError.refused(refusal.getStatus(), message));
  }

  /** Whoever asks there reads JSON, whatever its HTTP client says that it accepts. */
  private static boolean isForPrograms(String path) {
    return path.startsWith("/v1/") || path.startsWith("/_mock/");
  }

  /** A bug, or a store that is being closed: never an answer in another shape than the API's. */
  private void fail(Exception reason, Context http) {
    String requestId = ids.next("req_");
    log.error("request.failed id={} path={}", requestId, http.path(), reason);
    refuse(http, requestId, ApiError.ours("Something went wrong on the provider's side."));
  }

  private static void refuse(Context http, String requestId, ApiError error) {
    send(http, requestId, Reply.refusal(error, key(http) == null ? null : requestId));
  }

  private static RequestLog.Entry entry(Context http, String requestId, Reply reply) {
    String query = http.queryString();
    return new RequestLog.Entry(
        requestId,
        http.method().name(),
        query == null ? http.path() : http.path() + "?" + query,
        http.body(),
        reply.status(),
        reply.body());
  }
}
