package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Halt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An advisory lock of the database, held by a session of its own for as long as this gateway runs:
 * one at a time works on a database. The server gives it back when the session ends, so it is
 * looked after, and taken again when a restart of the server has ended it.
 */
final class NodeLock implements AutoCloseable {
  private static final long KEY = 0x74696c6c67617465L; // "tillgate"
  private static final int LOOK_SECONDS = 2;
  private static final int LOST_LOOKS_MAX = 30;

  private final Jdbi jdbi;
  private final Halt halt;
  private final AtomicReference<Handle> session;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("store-lock").daemon().factory());
  private int lost; // In a row; by the one thread that looks.

  private NodeLock(Jdbi jdbi, Handle session, Halt halt) {
    this.jdbi = jdbi;
    this.halt = halt;
    this.session = new AtomicReference<>(session);
  }

  /**
   * @throws DataHeldException when another gateway has it
   */
  static NodeLock take(Jdbi jdbi, String name, Halt halt) {
    Handle session = jdbi.open();
    if (!lock(session)) {
      session.close();
      throw new DataHeldException("another gateway runs on the database " + name);
    }
    NodeLock lock = new NodeLock(jdbi, session, halt);
    ScheduledFuture<?> unused =
        lock.looks.scheduleWithFixedDelay(lock::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return lock;
  }

  /** Makes sure that it is still held, or takes it again; ends the process when it cannot. */
  void look() {
    if (isHeld() || isTakenAgain()) {
      lost = 0;
    } else if (++lost >= LOST_LOOKS_MAX) {
      halt.now(
          "the database is gone, or another gateway took it over", new IllegalStateException());
    }
  }

  private boolean isHeld() {
    try {
      return session.get().createQuery("SELECT TRUE").mapTo(Boolean.class).one();
    } catch (JdbiException gone) {
      return false;
    }
  }

  private boolean isTakenAgain() {
    try {
      Handle fresh = jdbi.open();
      if (lock(fresh)) {
        session.getAndSet(fresh).close();
        return true;
      }
      fresh.close();
    } catch (JdbiException stillGone) {
      // The next look may find the server back.
    }
    return false;
  }

  private static boolean lock(Handle session) {
    return session
        .createQuery("SELECT pg_try_advisory_lock(:key)")
        .bind("key", KEY)
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public void close() {
    looks.shutdownNow();
    try {
      session.get().close();
    } catch (JdbiException gone) {
      // The server has let go of it already.
    }
  }
}
