package dev.tillgate.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.time.Duration;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr: a job request for each event. */
public final class JobRunrServer implements Candidate {
  private static final int CONNECTIONS = 32;
  private static final Duration POLL = Duration.ofSeconds(5); // The least it accepts on SQL.

  @Override
  public String name() {
    return "jobrunr";
  }

  @Override
  public String settings(Engine engine) {
    return Version.of(name())
        + ": poll interval 5 s, the least it accepts; 64 workers"
        + switch (engine) {
          case SQLITE -> ", a pool of one connection";
          case POSTGRESQL -> "";
        };
  }

  @Override
  public boolean runsOn(Engine engine) {
    return true;
  }

  @Override
  public OpenOutbox office(StorePlace place, Destinations to) {
    HikariDataSource pool = Pools.of(place, CONNECTIONS);
    return new JobRunrAtWork(configured(place, pool).initialize(), place, pool);
  }

  @Override
  public OpenOutbox open(StorePlace place, Destinations to) {
    HikariDataSource pool = Pools.of(place, CONNECTIONS);
    var server =
        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
            .andPollInterval(POLL)
            .andWorkerCount(IN_FLIGHT);
    return new JobRunrAtWork(
        configured(place, pool)
            .useJobActivator(new PostJob.Activator(new Poster(to)))
            .useBackgroundJobServer(server)
            .initialize(),
        place,
        pool);
  }

  private static JobRunrConfiguration configured(StorePlace place, HikariDataSource pool) {
    // To make its tables it takes a second connection while it holds a first.
    try (HikariDataSource two = Pools.ofSize(place, 2)) {
      SqlStorageProviderFactory.using(two).close();
    }
    return JobRunr.configure()
        .useStorageProvider(
            SqlStorageProviderFactory.using(pool, null, DatabaseOptions.NO_VALIDATE));
  }
}
