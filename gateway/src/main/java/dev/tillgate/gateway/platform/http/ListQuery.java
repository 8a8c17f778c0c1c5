package dev.tillgate.gateway.platform.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The query of a list: {@code limit} 1..100 (20), an opaque {@code cursor}, and the filters named.
 * Any other parameter, or one given twice, is a 400.
 */
public final class ListQuery {
  private static final int LIMIT_DEFAULT = 20;
  private static final int LIMIT_MAX = 100;
  private static final Set<String> PAGING = Set.of("limit", "cursor");

  private final Context context;

  private ListQuery(Context context) {
    this.context = context;
  }

  public static ListQuery of(Context context, String... filters) {
    refuseUnknown(context, Set.of(filters), PAGING);
    return new ListQuery(context);
  }

  /** For routes that take no list: only these parameters. */
  public static void refuseOthers(Context context, String... known) {
    refuseUnknown(context, Set.of(known), Set.of());
  }

  private static void refuseUnknown(Context context, Set<String> known, Set<String> more) {
    context
        .queryParamMap()
        .forEach((name, values) -> {
          if (!known.contains(name) && !more.contains(name)) {
            throw new Problem(
                400, "unknown-parameter", "'" + name + "' is not a parameter of this route.");
          }
          if (values.size() > 1) {
            throw new Problem(400, "repeated-parameter", "'" + name + "' is given more than once.");
          }
        });
  }

  public int limit() {
    String given = context.queryParam("limit");
    if (given == null) {
      return LIMIT_DEFAULT;
    }
    if (!given.matches("\\d{1,3}")
        || Integer.parseInt(given) < 1
        || Integer.parseInt(given) > LIMIT_MAX) {
      throw new Problem(400, "invalid-parameter", "'limit' must be 1 to " + LIMIT_MAX + ".");
    }
    return Integer.parseInt(given);
  }

  /** The id the page starts after; rows are shown newest first. */
  public @Nullable String cursor() {
    return context.queryParam("cursor");
  }

  /** The filter's value, or null when not given; for SQL of the form {@code :x IS NULL OR …}. */
  public @Nullable String filter(String name) {
    return context.queryParam(name);
  }

  /** A filter that must be one of the words. */
  public @Nullable String filter(String name, List<String> words) {
    String given = context.queryParam(name);
    if (given != null && !words.contains(given)) {
      throw new Problem(
          400,
          "invalid-parameter",
          "'" + name + "' must be one of " + String.join(", ", words) + ".");
    }
    return given;
  }

  /** A filter that is an RFC 3339 time, in milliseconds since 1970. */
  public Optional<Long> timeMs(String name) {
    return Optional.ofNullable(context.queryParam(name))
        .map(given ->
            Times.parse(given)
                .orElseThrow(() ->
                    new Problem(
                        400, "invalid-parameter", "'" + name + "' " + Times.EXPECTED + ".")))
        .map(Instant::toEpochMilli);
  }

  /**
   * The page as the API shows it.
   *
   * @param rows up to {@code limit + 1} rows; the extra one only says that there is more
   */
  public <T> ObjectNode page(
      List<T> rows, Function<T, JsonNode> render, Function<T, String> cursorOf) {
    List<T> shown = rows.subList(0, Math.min(limit(), rows.size()));
    ArrayNode data = Json.array();
    shown.forEach(row -> data.add(render.apply(row)));
    ObjectNode page = Json.object();
    page.set("data", data);
    page.put("next_cursor", rows.size() > shown.size() ? cursorOf.apply(shown.getLast()) : null);
    return page;
  }
}
