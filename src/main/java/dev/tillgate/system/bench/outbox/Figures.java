package dev.tillgate.system.bench.outbox;

/**
 * What a trial measured.
 *
 * @param cold the drain by a fresh process
 * @param warm the next one, by the same process
 * @param live published by many, until the last was settled
 */
record Figures(Phase cold, Phase warm, Phase live, WakeUps wakeUps, Terrain terrain) {
  /**
   * One of its measurements.
   *
   * @param perSecond events
   * @param ownSeconds of processor time for 10,000 events, the sink's included
   * @param serverSeconds the same by the database server
   */
  record Phase(double perSecond, double ownSeconds, double serverSeconds) {}

  /** From commit to arrival, in milliseconds. */
  record WakeUps(double p50, double p99) {}

  /**
   * What it cost and what it ran on.
   *
   * @param resident the most memory the process ever held, in mebibytes
   * @param flushMillis the median of some flushes of 4 KiB
   */
  record Terrain(double resident, double flushMillis) {}
}
