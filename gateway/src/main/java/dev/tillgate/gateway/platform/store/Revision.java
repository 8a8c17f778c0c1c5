package dev.tillgate.gateway.platform.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that is another one whenever what it stands for is, so that whoever keeps a copy in
 * memory knows whether the copy is still right. Thread-safe.
 */
public interface Revision {
  /** What it is for this transaction, its own changes included. */
  long read(Tx tx);

  /** The same, and nobody else changes what it stands for until this transaction ends. */
  long lock(Tx tx);

  /**
   * This transaction has changed what it stands for.
   *
   * @return what it is from now on; no other transaction that stands has seen it before
   */
  long advance(Tx tx);

  /** Where one process alone writes, one transaction after the other. */
  static Revision ofOneProcess() {
    AtomicLong number = new AtomicLong();
    return new Revision() {
      @Override
      public long read(Tx tx) {
        return number.get();
      }

      @Override
      public long lock(Tx tx) {
        return number.get();
      }

      @Override
      public long advance(Tx tx) {
        tx.onRollback(number::incrementAndGet);
        return number.incrementAndGet();
      }
    };
  }
}
