package dev.tillgate.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.storm.Nodes;
import dev.tillgate.system.storm.Outcome;
import dev.tillgate.system.storm.Shape;
import dev.tillgate.system.storm.Storm;
import dev.tillgate.system.storm.StormCommand;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small storm; {@code ./tillgate storm} lets a large one rage. */
class StormTest {
  private static final Shape SMALL =
      new Shape(80, 2, 1, 32, 40, Duration.ofMinutes(30), Duration.ofSeconds(60));

  private final StringBuilder said = new StringBuilder();
  private Scratch scratch;

  @BeforeEach
  void makeRoom() throws Exception {
    scratch = Scratch.make("tillgate-storm-test-");
  }

  @AfterEach
  void tidyUp() {
    scratch.delete();
  }

  @Test
  void whateverIsLostAndKilledEveryOrderEndsRight() throws InterruptedException {
    Wiring wiring = Wiring.onFreePorts(scratch.directory(), StormCommand.PATIENCE);

    Outcome outcome =
        new Storm(SMALL, Nodes.ONE, wiring, line -> said.append(line).append('\n')).run();

    assertThat(outcome.isFine()).as(said + String.join("\n", outcome.lines())).isTrue();
  }
}
