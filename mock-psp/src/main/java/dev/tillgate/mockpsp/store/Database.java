package dev.tillgate.mockpsp.store;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The store. Units of work run one after the other: nobody else changes anything meanwhile, and
 * each is kept as a whole or not at all.
 */
public interface Database extends AutoCloseable {
  /**
   * Runs a unit of work and returns its result once it is kept; what it throws is thrown here, and
   * nothing of it is kept. An {@link IllegalStateException} from inside another unit, and once the
   * store is closed.
   */
  <T> T write(Function<Tx, T> work);

  /** As {@link #write}, for work without a result. */
  default void run(Consumer<Tx> work) {
    boolean unused =
        write(tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** Finishes what is waiting; later work is refused. A second call does nothing. */
  @Override
  void close();
}
