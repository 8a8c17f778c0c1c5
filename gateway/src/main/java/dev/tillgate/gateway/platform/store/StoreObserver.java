package dev.tillgate.gateway.platform.store;

/** Told about each group commit, for the metrics; called on the writer's thread. */
public interface StoreObserver {
  /** Watches nothing. */
  StoreObserver NONE =
      new StoreObserver() {
        @Override
        public long commitStarted() {
          return 0;
        }

        @Override
        public void committed(int units, long startedNanos) {}
      };

  /** A group is about to be written; returns the reading to hand back to {@link #committed}. */
  long commitStarted();

  /** A group of so many units was written (or refused), begun at that reading. */
  void committed(int units, long startedNanos);
}
