package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.store.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which requests a fault is meant for: those that fit everything that is given here, so that an
 * empty match means every request.
 *
 * @param path exact, or with {@code *} for anything within one segment and {@code **} for anything
 * @param paymentMethod what the request names as {@code payment_method}; for a call on an existing
 *     intent that names none, the method attached to that intent before the call
 * @param metadata each of them as the request sends it; for a call on an existing intent that does
 *     not send the key, as that intent had it before the call
 */
public record FaultMatch(
    Optional<String> method,
    Optional<String> path,
    Optional<String> paymentMethod,
    Map<String, String> metadata) {
  private static final Set<String> FIELDS = Set.of("method", "path", "payment_method", "metadata");
  private static final List<String> METHODS = List.of("GET", "POST", "DELETE");

  public FaultMatch {
    metadata = Map.copyOf(metadata);
  }

  static FaultMatch read(Fields fault) {
    Fields match = fault.group("match", FIELDS);
    Optional<String> path = match.text("path");
    if (path.isPresent() && !path.get().startsWith("/") && !path.get().startsWith("*")) {
      throw match.invalid("path", "a path that begins with / or a wildcard");
    }
    return new FaultMatch(
        match.word("method", METHODS),
        path,
        match.text("payment_method"),
        match.textsByName("metadata"));
  }

  boolean fits(SeenRequest request) {
    return method.map(request.method()::equals).orElse(true)
        && path.map(text -> new PathPattern(text).matches(request.path())).orElse(true)
        && paymentMethod
            .map(wanted -> request.paymentMethod().equals(Optional.of(wanted)))
            .orElse(true)
        && metadata.entrySet().stream()
            .allMatch(
                entry -> request.metadata(entry.getKey()).equals(Optional.of(entry.getValue())));
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    method.ifPresent(text -> json.put("method", text));
    path.ifPresent(text -> json.put("path", text));
    paymentMethod.ifPresent(text -> json.put("payment_method", text));
    if (!metadata.isEmpty()) {
      metadata.forEach(json.putObject("metadata")::put);
    }
    return json;
  }
}
