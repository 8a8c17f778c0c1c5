package dev.tillgate.gateway.platform.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Timelines as server-sent events (WHATWG HTML, section 9.2). A stream costs its request's virtual
 * thread and nothing else: it holds no transaction while it writes, so that a slow client holds up
 * nobody; the server ends a write that gets nowhere. Thread-safe.
 */
public final class Streams implements AutoCloseable {
  /** Streams at a time; one more is a 503. */
  public static final int MOST = 256;

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Semaphore places;
  private final CountDownLatch closed = new CountDownLatch(1);

  public Streams(InstantSource clock, int most) {
    this.clock = clock;
    this.places = new Semaphore(most);
  }

  /** Whether the caller asks for a stream, and will read it. */
  public static boolean wanted(Context context) {
    String accept = context.header("Accept");
    return accept != null
        && accept.contains("text/event-stream")
        && context.attribute(HeadAsGet.BODY_UNREAD) == null;
  }

  /** Tells what is new by looking every two seconds. */
  public void send(Context context, Supplier<Told> reading) {
    send(
        context,
        reading,
        (last, patience) -> {
          pause(patience);
          return reading.get();
        });
  }

  /** Waits until something differs from the last reading, or for so long, and reads again. */
  @FunctionalInterface
  public interface Change {
    Told after(Told last, Duration patience);
  }

  /**
   * Sends what there is and then what is new, until the client goes or the gateway stops. A client
   * that comes back with {@code Last-Event-ID} gets what it has not had.
   *
   * @param reading how it stands; throws its problem when there is no such thing
   */
  public void send(Context context, Supplier<Told> reading, Change change) {
    Told first = reading.get();
    if (isClosed() || !places.tryAcquire()) {
      throw new Problem(503, "too-many-streams", "As many timelines are streamed as may be.")
          .retryAfter(5);
    }
    try {
      stream(context, first, change);
    } catch (IOException gone) {
      // The client went away; that is how most streams end.
    } finally {
      places.release();
    }
  }

  private void stream(Context context, Told first, Change change) throws IOException {
    context.status(200).header("Cache-Control", "no-store").contentType("text/event-stream");
    String last = context.header("Last-Event-ID");
    Set<String> sent = first.upTo(last == null ? "" : last);
    Instant beat = clock.instant();
    write(context, first.news(sent) + first.standing());
    Told before = first;
    while (!isClosed()) {
      Told told = change.after(before, POLL);
      String news = told.news(sent) + (told.now().equals(before.now()) ? "" : told.standing());
      if (!news.isEmpty() || !clock.instant().isBefore(beat.plus(HEARTBEAT))) {
        beat = clock.instant(); // Before the write: whoever reads it may already count from then.
        write(context, news.isEmpty() ? ":\n\n" : news);
      }
      before = told;
    }
  }

  private static void write(Context context, String text) throws IOException {
    ServletOutputStream out = context.res().getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause(Duration wait) {
    try {
      var unused = closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while streaming", e);
    }
  }

  /** Ends every stream and begins none. */
  @Override
  public void close() {
    closed.countDown();
  }
}
