package dev.tillgate.system.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Scenarios that have something in common, in the order of their ids. */
public record Section(String title, List<Scenario> scenarios) {
  private static final String LIST = "scenarios.txt";
  private static final String TITLE = "# ";

  public Section {
    scenarios = List.copyOf(scenarios);
  }

  /** Every section of the list: a title, then a line for each scenario, then an empty line. */
  public static List<Section> all() {
    return Arrays.stream(text().strip().split("\n\n+", -1)).map(Section::read).toList();
  }

  private static Section read(String block) {
    List<String> lines = block.lines().toList();
    List<Scenario> scenarios = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int space = line.indexOf(' ');
      scenarios.add(new Scenario(line.substring(0, space), line.substring(space + 1)));
    }
    return new Section(lines.getFirst().substring(TITLE.length()), scenarios);
  }

  private static String text() {
    try (InputStream list = Objects.requireNonNull(Section.class.getResourceAsStream(LIST))) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
