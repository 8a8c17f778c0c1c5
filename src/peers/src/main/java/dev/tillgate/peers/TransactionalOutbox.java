package dev.tillgate.peers;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** transaction-outbox: a call of a method kept for each event. */
public final class TransactionalOutbox implements Candidate {
  // One for each post that is under way, which it holds meanwhile, and for each producer.
  private static final int CONNECTIONS = IN_FLIGHT + 32;

  // Until the flush loop takes it that what was submitted on commit is lost.
  private static final Duration ATTEMPT = Duration.ofMinutes(1);

  // The least that its checks let pass on a busy machine: a backlog is due after it.
  private static final Duration OFFICE_ATTEMPT = Duration.ofMillis(500);

  /** The call. */
  public interface Call {
    void post(String id, int endpoint, String body);
  }

  @Override
  public String name() {
    return "transaction-outbox";
  }

  @Override
  public String settings(Engine engine) {
    return Version.of(name()) + ": submitted on commit to 64 threads, and a flush loop";
  }

  @Override
  public boolean runsOn(Engine engine) {
    return engine == Engine.POSTGRESQL; // It has no dialect for SQLite.
  }

  @Override
  public OpenOutbox office(StorePlace place, Destinations to) {
    HikariDataSource pool = Pools.of(place, CONNECTIONS);
    TransactionManager transactions = TransactionManager.fromDataSource(pool);
    TransactionOutbox outbox = build(transactions, to, OFFICE_ATTEMPT, (entry, processing) -> {});
    return new TransactionalOutboxAtWork(
        outbox,
        transactions,
        place,
        () -> {
          pool.close();
          LockSupport.parkNanos(OFFICE_ATTEMPT.toNanos()); // Until all of it is due.
        });
  }

  @Override
  public OpenOutbox open(StorePlace place, Destinations to) {
    HikariDataSource pool = Pools.of(place, CONNECTIONS);
    TransactionManager transactions = TransactionManager.fromDataSource(pool);
    ExecutorService workers = Executors.newFixedThreadPool(IN_FLIGHT);
    TransactionOutbox outbox = build(transactions, to, ATTEMPT, Submitter.withExecutor(workers));
    FlushLoop loop = new FlushLoop(outbox);
    return new TransactionalOutboxAtWork(
        outbox,
        transactions,
        place,
        () -> {
          loop.close();
          workers.close();
          pool.close();
        });
  }

  private static TransactionOutbox build(
      TransactionManager transactions, Destinations to, Duration attempt, Submitter submitter) {
    Poster poster = new Poster(to);
    Call call = (id, endpoint, body) -> poster.post(new Post(id, endpoint, body));
    return TransactionOutbox.builder()
        .transactionManager(transactions)
        .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
        .instantiator(Instantiator.using(type -> call))
        .submitter(submitter)
        .attemptFrequency(attempt)
        .build();
  }
}
