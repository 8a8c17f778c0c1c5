package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what the HTTP server cannot read, such as a path that is not escaped rightly or headers
 * that are too long. It never becomes a request of the API, but is refused in the API's shape.
 */
public final class UnreadableRequests implements Request.Handler {
  private final Ids ids;

  public UnreadableRequests(Ids ids) {
    this.ids = ids;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ApiError error = ApiError.refused(response.getStatus(), "The HTTP request cannot be read.");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put("Request-Id", ids.next("req_"));
    Content.Sink.write(response, true, Json.write(error.answer().body()), callback);
    return true;
  }
}
