package dev.tillgate.gateway.platform.store.postgres;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code commit_marks}: each transaction leaves a mark there with its {@code COMMIT}, so
 * that what became of it can be seen when the answer is lost. The server's word on its own numbers
 * is no proof ({@code pg_xact_status}): after a crash it gives those of lost transactions away
 * again, and says of the lost what became of the others.
 */
final class CommitMarks {
  private static final Logger log = LoggerFactory.getLogger(CommitMarks.class);
  private static final int MANY = 1_000;

  // One way to the server for both. What has written nothing has nothing to be asked for, and the
  // server's log is spared it.
  private static final String MARK_AND_COMMIT =
      """
      INSERT INTO commit_marks (run, number)
      SELECT :run, :number WHERE pg_current_xact_id_if_assigned() IS NOT NULL;
      COMMIT
      """;

  // A commit may wait for a stand-by; whoever asks is to hear that it does.
  private static final String BRIEFLY = "SET LOCAL lock_timeout = '250ms'";

  /**
   * Waits for one that is still at its commit, finds the mark of one that is done, and keeps one
   * that comes later from leaving its own.
   */
  private static final String FENCE =
      """
      INSERT INTO commit_marks (run, number, fenced) VALUES (:run, :number, TRUE)
      ON CONFLICT (run, number) DO UPDATE SET fenced = commit_marks.fenced
      RETURNING fenced
      """;

  private static final String FORGET =
      "DELETE FROM commit_marks WHERE run = :run AND number < :number";

  /** Those of processes that were killed: nobody is going to ask any more. */
  private static final String FORGET_OLD =
      "DELETE FROM commit_marks WHERE made_at < now() - interval '1 day'";

  private final Jdbi jdbi;
  private final long run;
  private final AtomicLong forgotten = new AtomicLong();

  private CommitMarks(Jdbi jdbi, long run) {
    this.jdbi = jdbi;
    this.run = run;
  }

  /** Those of a new run, under a number that the server's strong chance gives it. */
  static CommitMarks ofNewRun(Jdbi jdbi) {
    return jdbi.inTransaction(handle -> {
      handle.execute(FORGET_OLD);
      UUID chance = handle.createQuery("SELECT gen_random_uuid()").mapTo(UUID.class).one();
      return new CommitMarks(jdbi, chance.getMostSignificantBits());
    });
  }

  /** Commits the handle's transaction, whose mark that number becomes; no other had it before. */
  void commit(Handle handle, long number) {
    of(number, handle.createUpdate(MARK_AND_COMMIT)).execute();
    handle.commit(); // Nothing is left for the server to do; the pool is told.
  }

  /**
   * Whether the transaction with that mark was committed; if not, it never will be.
   *
   * @throws JdbiException when the server does not answer, or is at it now and not done soon
   */
  boolean isCommitted(long number) {
    return !jdbi.<Boolean, JdbiException>inTransaction(handle -> {
      handle.execute(BRIEFLY);
      return of(number, handle.createQuery(FENCE)).mapTo(Boolean.class).one();
    });
  }

  /**
   * Takes those before that number away, when they have become many: nobody is going to ask for
   * them. What the server does not take now goes with the next.
   */
  void forgetBefore(long number) {
    long before = forgotten.get();
    if (number - before >= MANY && forgotten.compareAndSet(before, number)) {
      try {
        jdbi.useTransaction(handle -> of(number, handle.createUpdate(FORGET)).execute());
      } catch (JdbiException e) {
        log.debug("store.marks_kept before={}", number, e);
      }
    }
  }

  private <S extends SqlStatement<S>> S of(long number, S statement) {
    return statement.bind("run", run).bind("number", number);
  }
}
