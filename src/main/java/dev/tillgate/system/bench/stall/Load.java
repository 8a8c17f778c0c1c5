package dev.tillgate.system.bench.stall;

import java.time.Duration;

/**
 * What every candidate is given to do.
 *
 * @param hanging how many of the endpoints will not answer, beginning with the first
 * @param perSecond events, each to one endpoint, to all in turn
 * @param timeout after which a post is given up
 * @param length of the publishing while they hang
 */
public record Load(int endpoints, int hanging, int perSecond, Duration timeout, Duration length) {

  int healthy() {
    return endpoints - hanging;
  }

  /** What is published in that time. */
  int events(Duration time) {
    return Math.toIntExact(perSecond * time.toSeconds());
  }

  /** The endpoint that this event goes to. */
  int endpoint(int event) {
    return event % endpoints;
  }

  boolean mayHang(int endpoint) {
    return endpoint < hanging;
  }
}
