package dev.tillgate.system.bench.stall;

/** What a trial measured: before the endpoints hung, and with that. */
record Figures(Phase before, Phase with) {
  /**
   * What became of the events for those that always answer.
   *
   * @param published how many there were
   * @param early of them delivered at the look
   * @param late of them delivered when patience ended
   * @param p50 milliseconds from publishing to arrival; what never came counts as come at the end
   * @param p99 the same
   */
  record Phase(int published, int early, int late, double p50, double p99) {}
}
