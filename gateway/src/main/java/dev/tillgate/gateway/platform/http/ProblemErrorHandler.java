package dev.tillgate.gateway.platform.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Renders what Jetty refuses before any route is reached (malformed or oversized requests) as a
 * problem.
 */
final class ProblemErrorHandler extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = Math.max(response.getStatus(), 400);
    String code =
        switch (status) {
          case 408 -> "request-timeout";
          case 413 -> "body-too-large";
          case 414, 431 -> "headers-too-large";
          case 503 -> "stopping";
          default -> status < 500 ? "malformed-request" : "internal-error";
        };
    Answer answer =
        new Problem(status, code, "The request was refused before it was read.").answer();
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    if (status == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    Content.Sink.write(
        response,
        true,
        new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8),
        callback);
    return true;
  }
}
