package dev.tillgate.gateway.webhook.endpoint;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Whether an endpoint is believed to work. Open, its deliveries wait untouched while one of them
 * probes now and then; half open, more and more are let through.
 *
 * @param probes probes that failed since it opened
 * @param since when it last left {@link State#CLOSED}; the epoch while it is closed
 * @param until while it is open, nothing is sent before; half open, what was sent before does not
 *     count
 */
public record Breaker(State state, int probes, Instant since, Instant until) {
  public Breaker {
    since =
        since.truncatedTo(
            ChronoUnit.MILLIS); // As the store keeps it: one that was read is the same.
    until = until.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Everything works. */
  public static final Breaker CLOSED = new Breaker(State.CLOSED, 0, Instant.EPOCH, Instant.EPOCH);

  /** How far it lets deliveries through. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN;

    /** The state as the API and the store write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether everything is let through. */
  public boolean isClosed() {
    return state == State.CLOSED;
  }

  public boolean isOpen() {
    return state == State.OPEN;
  }

  /** Opens, or stays open after a probe that failed. */
  public Breaker open(Instant now, Instant until) {
    return state == State.CLOSED
        ? new Breaker(State.OPEN, 0, now, until)
        : new Breaker(State.OPEN, isOpen() ? probes + 1 : 0, since, until);
  }

  /** Lets some through. */
  public Breaker halfOpen(Instant now) {
    return new Breaker(State.HALF_OPEN, 0, state == State.CLOSED ? now : since, now);
  }
}
