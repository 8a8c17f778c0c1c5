package dev.tillgate.mockpsp.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.Callback;

/** The socket under a request. */
final class Connection {
  /** Longer than any official library waits for an answer; the Java one waits 80 seconds. */
  private static final Duration LONGEST_HANG = Duration.ofMinutes(5);

  private Connection() {}

  /** Ends it without a byte: with no time to linger, closing sends a reset. */
  static void reset(HttpServletRequest request) {
    EndPoint endPoint = endPoint(request);
    try {
      if (endPoint instanceof SocketChannelEndPoint socket) {
        socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    endPoint.close();
  }

  /** Says nothing until the caller closes it, or five minutes have passed; then it is reset. */
  static void hang(HttpServletRequest request, Pause pause) {
    EndPoint endPoint = endPoint(request);
    endPoint.setIdleTimeout(LONGEST_HANG.plusMinutes(1).toMillis());
    CountDownLatch over = new CountDownLatch(1);
    // The request is read, so the next thing to come from this caller is its end.
    endPoint.tryFillInterested(Callback.from(over::countDown, failure -> over.countDown()));
    pause.await(over, LONGEST_HANG);
    reset(request);
  }

  private static EndPoint endPoint(HttpServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }
}
