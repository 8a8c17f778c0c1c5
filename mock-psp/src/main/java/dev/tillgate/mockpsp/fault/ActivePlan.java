package dev.tillgate.mockpsp.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.node.ObjectNode;

/** A plan at work, with its counts. Safe to share. */
final class ActivePlan {
  /** So long, by the provider's clock, the first of the shuffled ones waits for others. */
  static final Duration WINDOW = Duration.ofMillis(200);

  private final CallbackPlan plan;
  private final Random generator;
  private final AtomicReference<Instant> windowEnd = new AtomicReference<>(Instant.MIN);
  private final Map<String, Long> counts = new TreeMap<>();

  ActivePlan(CallbackPlan plan) {
    this.plan = plan;
    this.generator = new Random(plan.seed());
  }

  /** Decides what one endpoint gets of an event; what is held for its request is due at once. */
  synchronized List<Copy> copies(Instant usual, boolean held) {
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i <= plan.duplicate(); i++) {
      copies.add(copy(usual, held));
    }
    count("deliveries", copies.size());
    count("duplicated", plan.duplicate());
    count("dropped", copies.stream().filter(Copy::dropped).count());
    count("delayed", plan.delay().isPositive() ? copies.size() : 0);
    count("shuffled", plan.shuffle() ? copies.size() : 0);
    count("before_answer", held ? copies.size() : 0);
    return copies;
  }

  /** Draws in every case, so that the n-th copy always gets the n-th decision. */
  private Copy copy(Instant usual, boolean held) {
    boolean dropped = generator.nextDouble() < plan.drop();
    int place = generator.nextInt(Integer.MAX_VALUE);
    if (!plan.shuffle()) {
      return new Copy(dropped, usual.plus(plan.delay()), null);
    }
    Instant together = held ? usual : window(usual);
    return new Copy(dropped, together.plus(plan.delay()), place);
  }

  private Instant window(Instant now) {
    return windowEnd.updateAndGet(end -> now.isBefore(end) ? end : now.plus(WINDOW));
  }

  synchronized Tampering tampering() {
    Tampering tampering = new Tampering(plan.staleBy(), plan.badSignature(), plan.truncate());
    tampering.names().forEach(name -> count(name, 1));
    return tampering;
  }

  private void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  CallbackPlan plan() {
    return plan;
  }

  synchronized ObjectNode json() {
    ObjectNode json = plan.json();
    counts.forEach(json.putObject("counts")::put);
    return json;
  }
}
