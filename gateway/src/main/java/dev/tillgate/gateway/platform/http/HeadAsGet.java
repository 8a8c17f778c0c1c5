package dev.tillgate.gateway.platform.http;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers a HEAD as its GET, the body left out by the connection. The framework by itself says 200
 * to a HEAD of anything, without looking for it or asking who calls.
 */
final class HeadAsGet extends Handler.Wrapper {
  /** The attribute of a request that is a HEAD, for answers that would not end without a reader. */
  static final String BODY_UNREAD = "dev.tillgate.body-unread";

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(
        HttpMethod.HEAD.is(request.getMethod()) ? new Get(request) : request, response, callback);
  }

  private static final class Get extends Request.Wrapper {
    private Get(Request head) {
      super(head);
      setAttribute(BODY_UNREAD, true);
    }

    @Override
    public String getMethod() {
      return HttpMethod.GET.asString();
    }
  }
}
