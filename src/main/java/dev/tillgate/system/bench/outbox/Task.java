package dev.tillgate.system.bench.outbox;

import dev.tillgate.system.bench.peer.Site;

/**
 * What a trial is to do.
 *
 * @param candidate its name
 */
record Task(String candidate, Site site, Load load) {
  /**
   * How much.
   *
   * @param events of every drain and of the live measurement
   * @param seconds of wake-ups
   * @param warmUpSeconds of publishing and delivering before the live measurement
   */
  record Load(int events, int seconds, int warmUpSeconds) {}
}
