package dev.tillgate.system.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * One run of {@code bench}, in the test's own process.
 *
 * @param status how it ended
 * @param said what it printed, complaints included
 */
public record BenchRun(int status, String said) {

  /** Runs it to its end. */
  public static BenchRun of(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    PrintStream paper = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(paper);
    try {
      CommandLine line = new CommandLine(new BenchCommand());
      int status = line.setErr(new PrintWriter(paper, true)).execute(arguments);
      return new BenchRun(status, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(terminal);
    }
  }
}
