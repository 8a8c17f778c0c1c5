package dev.tillgate.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.time.Duration;

/** db-scheduler: a one-time task for each event. */
public final class DbScheduler implements Candidate {
  private static final int CONNECTIONS = 32;
  private static final Duration POLL = Duration.ofSeconds(1); // For what nobody was woken for.
  private static final double FETCH_LOWER = 0.5; // Its defaults.
  private static final double FETCH_UPPER = 3;

  @Override
  public String name() {
    return "db-scheduler";
  }

  @Override
  public String settings(Engine engine) {
    return Version.of(name())
        + switch (engine) {
          case SQLITE -> ": fetch, immediate execution, 64 threads, a pool of one connection";
          case POSTGRESQL -> ": pollUsingLockAndFetch(1, 4), immediate execution, 64 threads";
        };
  }

  @Override
  public boolean runsOn(Engine engine) {
    return true;
  }

  @Override
  public OpenOutbox office(StorePlace place, Destinations to) {
    HikariDataSource pool = Pools.of(place, CONNECTIONS);
    DbSchedulerTable.ensure(pool, engine(place));
    OneTimeTask<Post> task = task(to);
    SchedulerClient client = SchedulerClient.Builder.create(pool, task).build();
    return new DbSchedulerAtWork(client, task.getName(), place, pool::close);
  }

  @Override
  public OpenOutbox open(StorePlace place, Destinations to) {
    HikariDataSource pool = Pools.of(place, CONNECTIONS);
    DbSchedulerTable.ensure(pool, engine(place));
    OneTimeTask<Post> task = task(to);
    Scheduler scheduler = scheduler(pool, task, engine(place));
    scheduler.start();
    return new DbSchedulerAtWork(
        scheduler,
        task.getName(),
        place,
        () -> {
          scheduler.stop();
          pool.close();
        });
  }

  private static Scheduler scheduler(HikariDataSource pool, OneTimeTask<Post> task, Engine engine) {
    SchedulerBuilder builder =
        Scheduler.create(pool, task)
            .threads(IN_FLIGHT)
            .pollingInterval(POLL)
            .enableImmediateExecution();
    return switch (engine) {
      case SQLITE -> builder.pollUsingFetch(FETCH_LOWER, FETCH_UPPER).build();
      case POSTGRESQL -> builder.pollUsingLockAndFetch(1, 4).build();
    };
  }

  private static OneTimeTask<Post> task(Destinations to) {
    Poster poster = new Poster(to);
    return Tasks.oneTime("post", Post.class)
        .execute((instance, context) -> poster.post(instance.getData()));
  }

  private static Engine engine(StorePlace place) {
    return place.databaseUrl().isPresent() ? Engine.POSTGRESQL : Engine.SQLITE;
  }
}
