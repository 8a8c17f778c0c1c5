package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.live.LiveView.Badge;
import dev.tillgate.mockpsp.page.Fact;
import java.util.List;

/**
 * What the page of one intent or event shows.
 *
 * @param steps what happened, oldest first
 * @param stepsTitle what these are
 * @param json the object as the API shows it, indented
 */
public record DetailView(
    String kind, String id, List<Fact> facts, String stepsTitle, List<Step> steps, String json) {
  public DetailView {
    facts = List.copyOf(facts);
    steps = List.copyOf(steps);
  }

  /** Something that happened; {@code link} leads to its own page, and is empty without one. */
  public record Step(String time, String what, Badge badge, String link) {}
}
