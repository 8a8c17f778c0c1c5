package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Hints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints by {@code NOTIFY}, on two connections of their own: one tells, at most ten times a second
 * and all that there is at once, for each costs a commit and a lock of the whole server; the other
 * listens. Either connects again when its connection ends, and what was missed meanwhile is a gap.
 */
final class PostgresHints implements Hints, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PostgresHints.class);
  private static final String CHANNEL = "tillgate";
  private static final int WAITING_MAX = 20_000;
  private static final int BETWEEN_MILLIS = 100;
  private static final Duration LISTEN = Duration.ofSeconds(5);
  private static final int VALID_SECONDS = 2;
  private static final int RECONNECT_MILLIS = 1_000;

  private final DataSource source;
  private final Duration listen;
  private final BlockingQueue<HintLine> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean missed = new AtomicBoolean();
  private final AtomicReference<@Nullable Connection> hearing = new AtomicReference<>();
  private final AtomicInteger ownPid = new AtomicInteger();
  private final Map<Topic, List<Consumer<String>>> ears = new ConcurrentHashMap<>();
  private final List<Runnable> gapEars = new CopyOnWriteArrayList<>();
  private final Thread teller = Thread.ofVirtual().name("store-hints").unstarted(this::tellAll);
  private final Thread listener =
      Thread.ofPlatform().daemon().name("store-ear").unstarted(this::listenAlways);

  PostgresHints(DataSource source) {
    this(source, LISTEN);
  }

  /** One that has heard nothing for so long asks whether its connection still lives. */
  PostgresHints(DataSource source, Duration listen) {
    this.source = source;
    this.listen = listen;
  }

  void start() {
    teller.start();
    listener.start();
  }

  @Override
  public void give(Topic topic, String about) {
    if (!waiting.offer(new HintLine(topic, about))) {
      missed.set(true);
    }
  }

  @Override
  public void listen(Topic topic, Consumer<String> ear) {
    ears.computeIfAbsent(topic, unheard -> new CopyOnWriteArrayList<>()).add(ear);
  }

  @Override
  public void onGap(Runnable ear) {
    gapEars.add(ear);
  }

  private void tellAll() {
    untilClosed(() -> {
      try (Connection connection = source.getConnection()) {
        ownPid.set(connection.unwrap(PGConnection.class).getBackendPID());
        connection.createStatement().execute("SET synchronous_commit = off"); // Nothing to keep.
        do {
          tell(connection, gather());
        } while (!closed.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS));
      }
    });
  }

  private Set<HintLine> gather() throws InterruptedException {
    Set<HintLine> gathered = new LinkedHashSet<>();
    gathered.add(waiting.take());
    waiting.drainTo(gathered);
    return gathered;
  }

  private void tell(Connection connection, Set<HintLine> hints) throws SQLException {
    List<String> payloads =
        missed.getAndSet(false) ? List.of(HintLine.GAP) : HintLine.payloads(hints);
    try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      for (String payload : payloads) {
        notify.setString(1, CHANNEL);
        notify.setString(2, payload);
        notify.execute();
      }
    } catch (SQLException e) {
      missed.set(true);
      throw e;
    }
  }

  private void listenAlways() {
    untilClosed(() -> {
      try (Connection connection = source.getConnection()) {
        hearing.set(connection);
        connection.createStatement().execute("LISTEN " + CHANNEL);
        gap(); // Whatever was told before this.
        PGConnection ear = connection.unwrap(PGConnection.class);
        while (closed.getCount() > 0) {
          PGNotification[] heard = ear.getNotifications((int) listen.toMillis());
          if (heard.length == 0 && !connection.isValid(VALID_SECONDS)) {
            throw new SQLException("the connection is gone");
          }
          List.of(heard).forEach(this::heard);
        }
      }
    });
  }

  private void heard(PGNotification notification) {
    if (notification.getPID() != ownPid.get()) {
      HintLine.of(notification.getParameter())
          .ifPresentOrElse(hints -> hints.forEach(this::heard), this::gap);
    }
  }

  private void heard(HintLine hint) {
    ears.getOrDefault(hint.topic(), List.of())
        .forEach(ear -> runSafely(() -> ear.accept(hint.about())));
  }

  private void gap() {
    gapEars.forEach(PostgresHints::runSafely);
  }

  private static void runSafely(Runnable ear) {
    try {
      ear.run();
    } catch (RuntimeException e) {
      log.error("store.hint_failed", e);
    }
  }

  /** Works on one connection until it breaks, and then on the next. */
  private interface Session {
    void run() throws SQLException, InterruptedException;
  }

  private void untilClosed(Session session) {
    try {
      do {
        runOnce(session);
      } while (!closed.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void runOnce(Session session) throws InterruptedException {
    try {
      session.run();
    } catch (SQLException e) {
      log.info("store.hints_interrupted reason=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    teller.interrupt();
    try {
      Connection connection = hearing.get();
      if (connection != null) {
        connection.abort(Runnable::run); // It waits for the server, which no interrupt ends.
      }
    } catch (SQLException e) {
      log.debug("store.ear_not_closed", e);
    }
  }
}
