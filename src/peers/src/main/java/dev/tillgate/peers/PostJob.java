package dev.tillgate.peers;

import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.JobActivator;

/** A job that JobRunr keeps as JSON. */
public record PostJob(String id, int endpoint, String body) implements JobRequest {
  static PostJob of(Post post) {
    return new PostJob(post.id(), post.endpoint(), post.body());
  }

  @Override
  public Class<Handler> getJobRequestHandler() {
    return Handler.class;
  }

  /** Does it. */
  public static final class Handler implements JobRequestHandler<PostJob> {
    private final Poster poster;

    private Handler(Poster poster) {
      this.poster = poster;
    }

    @Override
    public void run(PostJob job) {
      poster.post(new Post(job.id(), job.endpoint(), job.body()));
    }
  }

  /** Gives JobRunr the one handler there is. */
  static final class Activator implements JobActivator {
    private final Handler handler;

    Activator(Poster poster) {
      handler = new Handler(poster);
    }

    @Override
    public <T> T activateJob(Class<T> type) {
      return type.cast(handler);
    }
  }
}
