package dev.tillgate.system.storm;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything of a storm that is left to chance, drawn from the seed before it begins. */
record Plan(List<Visit> visits, List<Kill> kills, long weatherSeed) {
  private static final int LATER_MAX_MILLIS = 400;

  Plan {
    visits = List.copyOf(visits);
    kills = List.copyOf(kills);
  }

  static Plan of(Shape shape) {
    Random chance = new Random(shape.seed());
    return new Plan(visits(shape, chance), kills(shape, chance), chance.nextLong());
  }

  private static List<Visit> visits(Shape shape, RandomGenerator chance) {
    return IntStream.range(0, shape.orders())
        .mapToObj(number -> Visit.any("storm-" + shape.seed() + "-" + number, chance))
        .toList();
  }

  /** Any time from the first orders to when all are accepted and what was lost is asked for. */
  private static List<Kill> kills(Shape shape, RandomGenerator chance) {
    return Stream.generate(() -> kill(shape, chance))
        .limit(shape.kills())
        .sorted(Comparator.comparingInt(Kill::orders))
        .toList();
  }

  private static Kill kill(Shape shape, RandomGenerator chance) {
    return new Kill(
        1 + chance.nextInt(shape.orders()), Duration.ofMillis(chance.nextInt(LATER_MAX_MILLIS)));
  }
}
