package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Tx;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Everything on the heap; a unit of work runs on its caller's thread, under one lock. */
public final class MemoryDatabase implements Database {
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final MemoryTx tx = new MemoryTx();

  @Override
  public <T> T write(Function<Tx, T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a unit of work inside a unit of work");
    }
    lock.lock();
    try {
      if (closed.get()) {
        throw new IllegalStateException("the store is closed");
      }
      return keptOrUndone(work);
    } finally {
      lock.unlock();
    }
  }

  private <T> T keptOrUndone(Function<Tx, T> work) {
    try {
      T result = work.apply(tx);
      tx.keep();
      return result;
    } catch (RuntimeException | Error e) {
      tx.undo();
      throw e;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed.set(true);
    } finally {
      lock.unlock();
    }
  }
}
