package dev.tillgate.system.bench.peer;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who is on the class path. */
public final class Candidates {
  /** The one that the others are compared with. */
  public static final String OURS = "tillgate";

  private Candidates() {}

  /** The one of that name. */
  public static Candidate named(String name) {
    return all()
        .filter(each -> each.name().equals(name))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException("--peers: there is no " + name + ", only " + peers()));
  }

  /**
   * Ours, then the peers.
   *
   * @param peers {@code all} that run on the engine, {@code none}, or names with commas
   */
  public static List<Candidate> chosen(String peers, Engine engine) {
    Stream<Candidate> chosen =
        switch (peers) {
          case "none" -> Stream.of();
          case "all" -> all().filter(isOurs().negate()).filter(each -> each.runsOn(engine));
          default -> Stream.of(peers.split(",", -1)).map(name -> on(engine, named(name)));
        };
    return Stream.concat(Stream.of(named(OURS)), chosen).toList();
  }

  private static Candidate on(Engine engine, Candidate candidate) {
    if (!candidate.runsOn(engine)) {
      throw new IllegalArgumentException(
          "--peers: " + candidate.name() + " does not run on " + engine);
    }
    return candidate;
  }

  private static List<String> peers() {
    return all().filter(isOurs().negate()).map(Candidate::name).toList();
  }

  private static Predicate<Candidate> isOurs() {
    return candidate -> candidate.name().equals(OURS);
  }

  private static Stream<Candidate> all() {
    return ServiceLoader.load(Candidate.class).stream().map(ServiceLoader.Provider::get);
  }
}
