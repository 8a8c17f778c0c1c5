package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.webhook.event.EventId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The next piece of a replay: as much as it may write now.
 *
 * @param events what is sent again, each once
 * @param place everything up to here was looked at
 * @param isLast whether nothing comes behind
 */
record Stretch(Set<EventId> events, String place, boolean isLast) {
  /**
   * @param seen from the replay's place on
   * @param all whether that is all there is
   * @param allowed how many events may be sent again, at least one
   */
  static Stretch of(String place, List<Source.Seen> seen, boolean all, int allowed) {
    Set<EventId> events = new LinkedHashSet<>();
    int looked = 0;
    while (looked < seen.size() && events.size() < allowed) {
      Source.Seen next = seen.get(looked++);
      if (next.wanted()) {
        events.add(next.event());
      }
    }
    String reached = looked == 0 ? place : seen.get(looked - 1).place();
    return new Stretch(events, reached, all && looked == seen.size());
  }
}
