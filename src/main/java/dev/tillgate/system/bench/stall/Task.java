package dev.tillgate.system.bench.stall;

import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.Site;

/**
 * What a trial is to do.
 *
 * @param candidate its name
 */
record Task(String candidate, Site site, Load load) {
  Destinations destinations() {
    return new Destinations(site.sink(), load.endpoints(), load.timeout());
  }
}
