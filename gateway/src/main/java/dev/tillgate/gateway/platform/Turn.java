package dev.tillgate.gateway.platform;

import java.time.Duration;

/** Whether it is this process that has to do a job that one of several does at a time. */
public interface Turn {
  /** Always this one's, as where there is no other. */
  Turn ALWAYS =
      new Turn() {
        @Override
        public boolean isOurs() {
          return true;
        }

        @Override
        public Duration patience() {
          return Duration.ofSeconds(Long.MAX_VALUE);
        }

        @Override
        public void onChange(Runnable ear) {}
      };

  /** Whether it is this one's now; it may be another's at any moment, so the job must bear two. */
  boolean isOurs();

  /** How long it may sleep at most: what others make due rings no bell here. */
  Duration patience();

  /** What is called when one of the two may have changed; it must not block. */
  void onChange(Runnable ear);
}
