package dev.tillgate.mockpsp.http;

import dev.tillgate.mockpsp.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code expand[]=latest_charge}: ids in an answer become the objects they name. */
public final class Expansion {
  private static final int DEEPEST = 4;

  private final Map<String, Finder> finders;

  /** Finds the object behind an id. */
  @FunctionalInterface
  public interface Finder {
    /** Empty when there is none; the id then stays as it is. */
    Optional<ObjectNode> find(Tx tx, String id);
  }

  /** The fields that may be expanded, each with where its objects are found. */
  public Expansion(Map<String, Finder> finders) {
    this.finders = Map.copyOf(finders);
  }

  /** Expands an answer's body in place; a path that cannot be expanded is the caller's fault. */
  public void apply(Call call, ObjectNode body) {
    for (String path : call.params().texts("expand")) {
      List<String> steps = List.of(path.split("\\."));
      if (steps.size() > DEEPEST) {
        throw ApiError.invalid(
            "You cannot expand more than " + DEEPEST + " levels of a property.", "expand", null);
      }
      expand(call.tx(), body, steps, path);
    }
  }

  private void expand(Tx tx, JsonNode node, List<String> steps, String path) {
    if (steps.isEmpty()) {
      return;
    }
    if (node.isArray()) {
      node.forEach(element -> expand(tx, element, steps, path));
    } else if (node instanceof ObjectNode object) {
      String field = steps.getFirst();
      replace(tx, object, field, path);
      expand(tx, object.path(field), steps.subList(1, steps.size()), path);
    }
  }

  private void replace(Tx tx, ObjectNode object, String field, String path) {
    Finder finder = finders.get(field);
    JsonNode value = object.path(field);
    if (finder == null ? !value.isContainer() : value.isMissingNode()) {
      throw ApiError.invalid("This property cannot be expanded (" + path + ").", "expand", null);
    }
    if (finder != null && value.isString()) {
      finder.find(tx, value.asString()).ifPresent(found -> object.set(field, found));
    }
  }
}
