package dev.tillgate.gateway.platform.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Closes the connection of a request whose body takes too long to arrive once it is read. */
final class BodyDeadline extends Handler.Wrapper {
  private final Duration deadline;

  BodyDeadline(Duration deadline) {
    this.deadline = deadline;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    TimedRequest timed = new TimedRequest(request, deadline);
    Request.addCompletionListener(request, failure -> timed.stopTimer());
    return super.handle(timed, response, callback);
  }

  private static final class TimedRequest extends Request.Wrapper {
    private final Duration deadline;
    private final AtomicReference<Scheduler.@Nullable Task> timer = new AtomicReference<>();

    private TimedRequest(Request request, Duration deadline) {
      super(request);
      this.deadline = deadline;
    }

    /** Called when the reader has to wait for more to arrive. */
    @Override
    public void demand(Runnable available) {
      if (timer.get() == null) {
        EndPoint endPoint = getConnectionMetaData().getConnection().getEndPoint();
        Scheduler scheduler = getConnectionMetaData().getConnector().getScheduler();
        timer.set(scheduler.schedule(endPoint::close, deadline));
      }
      super.demand(available);
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk != null && chunk.isLast()) {
        stopTimer();
      }
      return chunk;
    }

    private void stopTimer() {
      Scheduler.Task running = timer.getAndSet(null);
      if (running != null) {
        running.cancel();
      }
    }
  }
}
