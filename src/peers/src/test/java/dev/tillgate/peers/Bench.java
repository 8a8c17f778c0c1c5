package dev.tillgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.bench.BenchCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A benchmark that was run to its end in this process. */
final class Bench {
  private Bench() {}

  /** What it said. */
  static String said(String... arguments) {
    PrintStream terminal = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(new CommandLine(new BenchCommand()).execute(arguments)).isZero();
    } finally {
      System.setOut(terminal);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
