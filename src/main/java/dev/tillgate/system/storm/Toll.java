package dev.tillgate.system.storm;

import dev.tillgate.mockpsp.client.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What everybody went through.
 *
 * @param took from the first process's start to quiet
 * @param repeats requests the shoppers had to send again
 * @param duplicates callbacks the gateway was told more than once
 * @param weather what went wrong at the provider
 */
record Toll(Duration took, int kills, int repeats, int charges, long duplicates, String weather) {

  static int charges(Ledger ledger) {
    return ledger.intents().stream().mapToInt(Ledger.Intent::charges).sum();
  }

  /** Counted in the gateway's log: its own counters begin anew after each kill. */
  static long duplicates(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("callback.received") && line.contains("outcome=duplicate"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines() {
    return List.of(
        "%d s; %d kills; the shoppers sent %d requests again"
            .formatted(took.toSeconds(), kills, repeats),
        "the provider: %d charges; %s".formatted(charges, weather),
        "the gateway was told %d times of what it knew".formatted(duplicates));
  }
}
