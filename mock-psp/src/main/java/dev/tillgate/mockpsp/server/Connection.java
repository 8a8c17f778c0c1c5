package dev.tillgate.mockpsp.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;

/** The socket under a request. */
final class Connection {
  private Connection() {}

  /** Ends it without a byte: with no time to linger, closing sends a reset. */
  static void reset(HttpServletRequest request) {
    EndPoint endPoint =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    try {
      if (endPoint instanceof SocketChannelEndPoint socket) {
        socket.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    endPoint.close();
  }
}
