package dev.tillgate.gateway.platform.http;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a route throws into a problem, and tells the client no more than it may know. */
final class HttpErrors {
  private static final Logger log = LoggerFactory.getLogger(HttpErrors.class);

  private HttpErrors() {}

  static void addTo(JavalinConfig config) {
    config.routes.exception(Problem.class, (problem, context) -> problem.answer().send(context));
    config.routes.exception(StoreUnavailableException.class, HttpErrors::storeUnavailable);
    config.routes.exception(HttpResponseException.class, HttpErrors::frameworkError);
    config.routes.exception(Exception.class, HttpErrors::ourFault);
    config.router.javaLangErrorHandler(HttpErrors::ourFault);
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
    internalError().send(context);
  }

  private static void ourFault(HttpServletResponse response, Error e) {
    log.error("http.failed", e);
    Answer answer = internalError();
    response.setStatus(answer.status());
    response.setCharacterEncoding(null);
    response.setContentType(answer.contentType());
    try {
      response.getOutputStream().write(answer.body());
    } catch (IOException goneAway) {
      // Nobody is left to be told.
    }
  }

  private static Answer internalError() {
    return new Problem(500, "internal-error", "Something went wrong on our side; it is logged.")
        .answer();
  }
}
