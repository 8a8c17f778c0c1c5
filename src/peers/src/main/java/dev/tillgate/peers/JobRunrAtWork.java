package dev.tillgate.peers;

import com.zaxxer.hikari.HikariDataSource;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.util.stream.Stream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.JobId;
import org.jobrunr.scheduling.JobRequestScheduler;

/** JobRunr with its server, or without. There is one in a process at a time. */
final class JobRunrAtWork implements OpenOutbox {
  private final JobRequestScheduler scheduler;
  private final Remainder left;
  private final HikariDataSource pool;

  JobRunrAtWork(JobRunrConfigurationResult configured, StorePlace place, HikariDataSource pool) {
    this.pool = pool;
    scheduler = configured.getJobRequestScheduler();
    left = new Remainder(place, "jobrunr_jobs WHERE state IN ('ENQUEUED', 'PROCESSING')");
  }

  @Override
  public Published publish(int endpoint) {
    PostJob job = PostJob.of(Post.next(endpoint));
    JobId unused = scheduler.enqueue(job);
    return new Published(job.id(), System.nanoTime());
  }

  @Override
  public void fill(int events) {
    scheduler.enqueue(Stream.generate(() -> PostJob.of(Post.next(0))).limit(events));
  }

  @Override
  public boolean isSettled() {
    return left.isEmpty();
  }

  @Override
  public void close() {
    var unused = JobRunr.destroy();
    left.close();
    pool.close();
  }
}
