package dev.tillgate.system.bench.outgoing;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Wiring;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code bench fan-out}: exit 0 when nothing was missing or too much, 1 otherwise. */
public final class FanOutCommand {
  private static final int EVENTS_MIN = 100;
  private static final int EVENTS_MAX = 1_000_000;
  private static final int KILLS_MAX = 100;
  private static final int LIMIT_MAX = 10_000;
  private static final int PUBLISHERS_MAX = 64;
  private static final int WRONG = 1;
  private static final double SECOND_NANOS = 1e9;

  // The endpoint that is down is asked again every two seconds, not after hours.
  private static final Patience PATIENCE =
      new Patience(List.of(Duration.ofSeconds(2)), Duration.ofHours(1), 1.0);

  private final FanOut.Shape shape;

  /**
   * What to do.
   *
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public FanOutCommand(FanOut.Shape shape) {
    Flags.requireBetween("--events", shape.events(), EVENTS_MIN, EVENTS_MAX);
    Flags.requireBetween("--kills", shape.kills(), 0, KILLS_MAX);
    Flags.requireBetween("--limit", shape.limit(), LIMIT_MAX);
    Flags.requireBetween("--publishers", shape.publishers(), PUBLISHERS_MAX);
    this.shape = shape;
  }

  /** Runs it, prints what happened, and returns the exit status. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    System.out.printf(
        "fan-out: %,d events to 5 endpoints, one of them down; %d kills%n%n",
        shape.events(), shape.kills());
    Wiring wiring = Wiring.onFreePorts(scratch.directory(), PATIENCE);
    FanOut.Result result;
    try (MockPsp psp = MockPsp.start(wiring.psp())) {
      result = new FanOut(shape, wiring).run();
    }
    System.out.print(report(result));
    return ended(wrong(result), scratch);
  }

  private static int ended(List<String> wrong, Scratch scratch) {
    wrong.forEach(System.out::println);
    System.out.println(wrong.isEmpty() ? "everything ended right" : "SOMETHING IS WRONG");
    if (wrong.isEmpty()) {
      scratch.delete();
      return 0;
    }
    System.out.println("the store and the log are kept in " + scratch.directory());
    return WRONG;
  }

  /** What was in flight at a kill may arrive twice: so many to each endpoint, and no more. */
  private int repeatsAllowed() {
    return shape.kills() * FanOut.IN_FLIGHT;
  }

  /** What was begun within a second, and what was in flight when it began, may arrive in it. */
  private int inASecondAllowed() {
    return shape.limit() + FanOut.IN_FLIGHT;
  }

  private List<String> wrong(FanOut.Result result) {
    List<String> wrong = new ArrayList<>();
    for (Tally tally : result.tallies()) {
      if (tally.distinct() != shape.events()) {
        wrong.add("one heard of %,d events only".formatted(tally.distinct()));
      }
      if (tally.repeats() > repeatsAllowed()) {
        wrong.add("one was told %,d times what it knew".formatted(tally.repeats()));
      }
    }
    int most = result.tallies().getLast().mostInASecond();
    if (most > inASecondAllowed()) {
      wrong.add("the one that was down was told %,d events in a second".formatted(most));
    }
    return wrong;
  }

  private String report(FanOut.Result result) {
    FanOut.Spans spans = result.spans();
    return """
    %-24s %10s %10s %18s
    %s
    Published over the API in %.1f s (%,.0f/s); the four had all %.1f s after the first.
    The fifth came back then and had all %.1f s later (%,.0f/s); in its fullest second %,d
    (at most %,d: its limit of %,d and %d in flight).
    %s
    Gateway as it ships in a process, publishers and receivers in another. Ran on %s
    """
        .formatted(
            "endpoint",
            "heard of",
            "twice",
            "twice at most",
            rows(result.tallies()),
            seconds(spans.published()),
            shape.events() / seconds(spans.published()),
            seconds(spans.four()),
            seconds(spans.fifth()),
            shape.events() / seconds(spans.fifth()),
            result.tallies().getLast().mostInASecond(),
            inASecondAllowed(),
            shape.limit(),
            FanOut.IN_FLIGHT,
            memory(result),
            Machine.described());
  }

  private static String memory(FanOut.Result result) {
    var resident = result.memory().resident();
    var live = result.memory().live();
    return """
    Memory of the gateway's process (-Xmx%dm), MiB: %s at the start, %s at the most, %s at the end;
    live on the heap after a collection: %s at the start, %s when the four had all, %s at the end.\
    """
        .formatted(
            FanOut.HEAP_MEBIBYTES,
            resident.get(0),
            resident.get(1),
            resident.get(2),
            live.get(0),
            live.get(1),
            live.get(2));
  }

  private String rows(List<Tally> tallies) {
    return tallies.stream()
        .map(tally ->
            "%-24s %,10d %,10d %,18d%n"
                .formatted(
                    tally == tallies.getLast() ? "down until then" : "always up",
                    tally.distinct(),
                    tally.repeats(),
                    repeatsAllowed()))
        .collect(Collectors.joining());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / SECOND_NANOS;
  }
}
