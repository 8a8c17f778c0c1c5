package dev.tillgate.mockpsp.store;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row: a document, and beside it the values that rows are found by.
 *
 * @param seq its place in the table, from 1; 0 before it is stored
 * @param created in seconds since 1970
 * @param columns texts and whole numbers by name; null where a row has none
 * @param body the document's text
 */
public record Row(
    long seq, String id, long created, Map<String, @Nullable Object> columns, String body) {
  public Row {
    columns = Collections.unmodifiableMap(new HashMap<>(columns));
  }

  /** A row to insert. */
  public static Row of(String id, long created, Map<String, ?> columns, String body) {
    return new Row(0, id, created, new HashMap<>(columns), body);
  }

  /** A column that has a text. */
  public String text(String column) {
    return String.valueOf(columns.get(column));
  }

  /** A column that has a number. */
  public long number(String column) {
    return columns.get(column) instanceof Number number ? number.longValue() : 0;
  }

  /** The body as a document of its own, to change at will. */
  public ObjectNode document() {
    return Json.parse(body);
  }

  /** The value rows are compared by: a column, or one of the fields every row has. */
  public @Nullable Object value(String column) {
    return switch (column) {
      case "seq" -> seq;
      case "id" -> id;
      case "created" -> created;
      default ->
          columns.get(column) instanceof Integer number ? number.longValue() : columns.get(column);
    };
  }
}
