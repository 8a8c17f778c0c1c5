package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.fault.Fault;
import dev.tillgate.mockpsp.fault.Faults;
import dev.tillgate.mockpsp.fault.SeenRequest;
import dev.tillgate.mockpsp.http.Manner;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * What stands between a request, its work and its answer: the faults a test has asked for, the
 * waits of odd payment methods, and callbacks that must arrive first.
 */
public final class Obstacles {
  private static final Duration SLOW = Duration.ofSeconds(3);

  private final Faults faults;
  private final Function<String, Optional<ObjectNode>> intents;
  private final Consumer<String> callbacksOf;
  private final Pause pause;

  /**
   * @param intents finds the intent of an id, in a unit of work of its own
   * @param callbacksOf sends the callbacks that a request holds back, and returns when they were
   *     answered
   */
  public Obstacles(
      Faults faults,
      Function<String, Optional<ObjectNode>> intents,
      Consumer<String> callbacksOf,
      Pause pause) {
    this.faults = faults;
    this.intents = intents;
    this.callbacksOf = callbacksOf;
    this.pause = pause;
  }

  /** Does the work unless a fault comes before it, and returns when the answer may be given. */
  Reply around(Incoming request, Supplier<Reply> work) {
    Optional<Fault> fault = faults.isEmpty() ? Optional.empty() : faults.next(seen(request));
    if (fault.isEmpty()) {
      return waited(request, work.get());
    }
    return fault.get().afterEffect()
        ? broken(fault.get(), waited(request, work.get()))
        : before(fault.get(), request, work);
  }

  private Reply before(Fault fault, Incoming request, Supplier<Reply> work) {
    return switch (fault.breakage()) {
      case DELAY -> {
        pause.await(fault.delay());
        yield waited(request, work.get());
      }
      case RESET, HANG, STATUS -> broken(fault, Reply.nothing());
    };
  }

  private Reply broken(Fault fault, Reply reply) {
    pause.await(fault.delay());
    return switch (fault.breakage()) {
      case DELAY -> reply;
      case RESET -> reply.given(Manner.CUT);
      case HANG -> reply.given(Manner.HUNG);
      case STATUS -> Reply.refusal(fault.error(), reply.originalRequest());
    };
  }

  private Reply waited(Incoming request, Reply reply) {
    callbacksOf.accept(Objects.requireNonNull(request.origin().requestId()));
    if (reply.manner() == Manner.SLOW) {
      pause.await(SLOW);
    }
    return reply;
  }

  private SeenRequest seen(Incoming request) {
    return new SeenRequest(
        request.route().verb().name(),
        request.route().pathOf(request.id()),
        request.params(),
        intent(request));
  }

  /** The intent in the path, or the one a parameter names, as for a refund. */
  private Optional<ObjectNode> intent(Incoming request) {
    return Optional.of(request.id())
        .filter(id -> !id.isEmpty())
        .or(() -> request.params().flat("payment_intent"))
        .flatMap(intents);
  }
}
