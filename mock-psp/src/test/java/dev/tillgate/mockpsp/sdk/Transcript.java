package dev.tillgate.mockpsp.sdk;

import static java.util.stream.Collectors.joining;

import com.stripe.exception.StripeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a shop saw, one line for each step, without anything that differs from run to run. */
final class Transcript {
  private final List<String> lines = new ArrayList<>();

  /** A call of the library that is expected to be refused. */
  @FunctionalInterface
  interface Call {
    Object make() throws StripeException;
  }

  void saw(String step, Object... values) {
    lines.add(step + ": " + Stream.of(values).map(String::valueOf).collect(joining(" ")));
  }

  void refused(String step, Call call) {
    try {
      saw(step, "taken", call.make());
    } catch (StripeException e) {
      var error = Objects.requireNonNull(e.getStripeError());
      saw(
          step,
          e.getStatusCode(),
          error.getType(),
          Objects.requireNonNullElse(error.getCode(), "-"),
          Objects.requireNonNullElse(error.getDeclineCode(), "-"),
          Objects.requireNonNullElse(error.getParam(), "-"));
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
