package dev.tillgate.mockpsp.http;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A route of the API.
 *
 * @param path with {@code {id}} for the object's id
 * @param parameters every parameter Stripe documents for it; others are refused
 * @param action what it does, inside one unit of work
 * @param subject the object it changes, if that is not the one in the path
 */
public record Route(
    Verb verb, String path, Set<String> parameters, Action action, Optional<Subject> subject) {

  /** The HTTP methods of the API. */
  public enum Verb {
    GET,
    POST,
    DELETE
  }

  /** A route's work: reads and writes in the call's transaction only, and may run again. */
  @FunctionalInterface
  public interface Action {
    /** Answers, or throws {@link ApiError} and so changes nothing. */
    Answer apply(Call call);
  }

  /** Says which object a call changes, so that no other call changes it meanwhile. */
  @FunctionalInterface
  public interface Subject {
    /** The object's id; empty when there is none, and the call will be refused anyway. */
    Optional<String> of(Call call);
  }

  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** A route that reads. */
  public static Route get(String path, String parameters, Action action) {
    return new Route(Verb.GET, path, words(parameters), action, Optional.empty());
  }

  /** A route that writes. */
  public static Route post(String path, String parameters, Action action) {
    return new Route(Verb.POST, path, words(parameters), action, Optional.empty());
  }

  /** A route that removes. */
  public static Route delete(String path, Action action) {
    return new Route(Verb.DELETE, path, words(""), action, Optional.empty());
  }

  /** The same route, which changes another object than the one in its path. */
  public Route changing(Subject other) {
    return new Route(verb, path, parameters, action, Optional.of(other));
  }

  /** The path with its id filled in. */
  public String pathOf(String id) {
    return path.replace("{id}", id);
  }

  private static Set<String> words(String parameters) {
    Set<String> words = new TreeSet<>(Set.of("expand"));
    parameters
        .lines()
        .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
        .forEach(words::add);
    words.remove("");
    return words;
  }
}
