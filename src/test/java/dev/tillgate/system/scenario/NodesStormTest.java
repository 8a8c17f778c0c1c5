package dev.tillgate.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.OwnPostgres;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.storm.Nodes;
import dev.tillgate.system.storm.Outcome;
import dev.tillgate.system.storm.Shape;
import dev.tillgate.system.storm.Storm;
import dev.tillgate.system.storm.StormCommand;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A small storm over three nodes; {@code ./tillgate storm --nodes 3} lets a large one rage. */
class NodesStormTest {
  private static final Shape SMALL =
      new Shape(120, 3, 2, 32, 25, Duration.ofMinutes(30), Duration.ofSeconds(90));

  private final StringBuilder said = new StringBuilder();
  private Scratch scratch;
  private OwnPostgres postgres;

  @BeforeEach
  void makeRoom() throws Exception {
    scratch = Scratch.make("tillgate-storm-test-");
    postgres = OwnPostgres.in(scratch.directory().resolve("postgres"));
  }

  @AfterEach
  void tidyUp() throws Exception {
    postgres.close();
    scratch.delete();
  }

  @Test
  @DisplayName(
      "FLT-P01, FLT-P02, FLT-P05 three nodes, killed and paused, and their server killed: every order"
          + " ends right")
  void whateverDiesEveryOrderEndsRight() throws InterruptedException {
    Wiring wiring =
        Wiring.onFreePorts(scratch.directory(), StormCommand.PATIENCE).on(postgres.url());
    Nodes nodes =
        new Nodes(3, Duration.ofSeconds(6), Duration.ofSeconds(15), Optional.of(postgres::crash));

    Outcome outcome = new Storm(SMALL, nodes, wiring, line -> said.append(line).append('\n')).run();

    assertThat(outcome.isFine()).as(said + String.join("\n", outcome.lines())).isTrue();
  }
}
