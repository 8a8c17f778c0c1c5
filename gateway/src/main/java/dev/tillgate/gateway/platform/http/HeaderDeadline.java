package dev.tillgate.gateway.platform.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections that close when a request's header takes too long to arrive. Jetty has only an
 * idle timeout, which a client that sends one byte now and then never meets.
 */
final class HeaderDeadline extends HttpConnectionFactory {
  // A checkout with its header is under one KiB, and each of ten thousand that wait may hold this.
  private static final int INPUT_BYTES = 4 << 10;

  private final Duration deadline;

  HeaderDeadline(HttpConfiguration http, Duration deadline) {
    super(http);
    this.deadline = deadline;
    setInputBufferSize(INPUT_BYTES);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new ImpatientConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
  }

  private final class ImpatientConnection extends HttpConnection {
    private final AtomicReference<Scheduler.@Nullable Task> timer = new AtomicReference<>();

    private ImpatientConnection(HttpConfiguration http, Connector connector, EndPoint endPoint) {
      super(http, connector, endPoint);
    }

    @Override
    public void onOpen() {
      startTimer();
      super.onOpen();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
      stopTimer();
      super.onClose(cause);
    }

    @Override
    protected RequestHandler newRequestHandler() {
      return new RequestHandler() {
        @Override
        public void messageBegin() {
          // Also called when nothing has come yet: a connection may rest between two requests.
          if (!isRequestBufferEmpty()) {
            startTimer();
          }
          super.messageBegin();
        }

        @Override
        public boolean headerComplete() {
          stopTimer();
          return super.headerComplete();
        }
      };
    }

    private void startTimer() {
      if (timer.get() == null) {
        timer.set(getConnector().getScheduler().schedule(getEndPoint()::close, deadline));
      }
    }

    private void stopTimer() {
      Scheduler.Task running = timer.getAndSet(null);
      if (running != null) {
        running.cancel();
      }
    }
  }
}
