package dev.tillgate.mockpsp.http;

import java.util.Set;
import java.util.TreeSet;

/**
 * A route of the API.
 *
 * @param path with {@code {id}} for the object's id
 * @param parameters every parameter Stripe documents for it; others are refused
 * @param action what it does, inside one unit of work
 */
public record Route(Verb verb, String path, Set<String> parameters, Action action) {

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

  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** A route that reads. */
  public static Route get(String path, String parameters, Action action) {
    return new Route(Verb.GET, path, words(parameters), action);
  }

  /** A route that writes. */
  public static Route post(String path, String parameters, Action action) {
    return new Route(Verb.POST, path, words(parameters), action);
  }

  /** A route that removes. */
  public static Route delete(String path, Action action) {
    return new Route(Verb.DELETE, path, words(""), action);
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
