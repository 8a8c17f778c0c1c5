package dev.tillgate.mockpsp.http;

import dev.tillgate.mockpsp.store.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code expand[]=latest_charge}: ids in an answer become the objects they name, and lists that an
 * object shows only when asked are put into it.
 */
public final class Expansion {
  private static final int DEEPEST = 4;

  private final Map<String, Finder> finders;
  private final Map<String, Inclusion> inclusions;

  /** Finds the object behind an id. */
  @FunctionalInterface
  public interface Finder {
    /** Empty when there is none; the id then stays as it is. */
    Optional<ObjectNode> find(Tx tx, String id);
  }

  /** Makes the list of an object that does not carry it. */
  @FunctionalInterface
  public interface Inclusion {
    /** The list as it is now. */
    ObjectNode of(Tx tx, String ownerId);
  }

  /**
   * @param finders where the objects behind a field's ids are found, by the field's name
   * @param inclusions the lists that are there only when asked for, as {@code charge.refunds}
   */
  public Expansion(Map<String, Finder> finders, Map<String, Inclusion> inclusions) {
    this.finders = Map.copyOf(finders);
    this.inclusions = Map.copyOf(inclusions);
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
    include(tx, object, field);
    Finder finder = finders.get(field);
    JsonNode value = object.path(field);
    if (finder == null ? !value.isContainer() : value.isMissingNode()) {
      throw ApiError.invalid("This property cannot be expanded (" + path + ").", "expand", null);
    }
    if (finder != null && value.isString()) {
      finder.find(tx, value.asString()).ifPresent(found -> object.set(field, found));
    }
  }

  private void include(Tx tx, ObjectNode object, String field) {
    Inclusion inclusion = inclusions.get(object.path("object").asString("") + "." + field);
    if (inclusion != null && !object.has(field)) {
      object.set(field, inclusion.of(tx, object.path("id").asString()));
    }
  }
}
