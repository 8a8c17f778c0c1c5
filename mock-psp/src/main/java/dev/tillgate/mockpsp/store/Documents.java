package dev.tillgate.mockpsp.store;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table of JSON documents in the order of their birth, with the columns that lists filter by
 * beside the text. The document is what the API shows, so that an answer, an event's snapshot and
 * the row cannot disagree.
 */
public final class Documents {
  private final String table;

  public Documents(String table) {
    this.table = table;
  }

  /** Adds a document under its own {@code id} and {@code created}. */
  public void insert(Handle tx, ObjectNode document, Map<String, ?> columns) {
    Map<String, Object> row = new TreeMap<>(columns);
    row.put("id", document.path("id").asString());
    row.put("created", document.path("created").asLong());
    row.put("body", Json.write(document));
    tx.createUpdate(insertOf(row.keySet())).bindMap(row).execute();
  }

  private String insertOf(Set<String> columns) {
    String values = columns.stream().map(name -> ":" + name).collect(joining(", "));
    return "INSERT INTO %s (%s) VALUES (%s)".formatted(table, String.join(", ", columns), values);
  }

  /** Replaces a document and some of its columns; the row must exist. */
  public void replace(Handle tx, ObjectNode document, Map<String, ?> columns) {
    Map<String, Object> row = new TreeMap<>(columns);
    row.put("body", Json.write(document));
    String id = document.path("id").asString();
    int rows = tx.createUpdate(updateOf(row.keySet())).bindMap(row).bind("id", id).execute();
    if (rows != 1) {
      throw new IllegalStateException("no such row: " + id);
    }
  }

  private String updateOf(Set<String> columns) {
    String values = columns.stream().map(name -> name + " = :" + name).collect(joining(", "));
    return "UPDATE %s SET %s WHERE id = :id".formatted(table, values);
  }

  /** Removes a document; false when there was none. */
  public boolean delete(Handle tx, String id) {
    return tx.createUpdate("DELETE FROM %s WHERE id = :id".formatted(table))
            .bind("id", id)
            .execute()
        == 1;
  }

  /** The document of that id. */
  public Optional<ObjectNode> find(Handle tx, String id) {
    return tx.createQuery("SELECT body FROM %s WHERE id = :id".formatted(table))
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .map(Json::parse);
  }

  /** One page, newest first; a cursor that is not in the table gives an empty page. */
  public Listing list(Handle tx, Page page, List<Filter> filters) {
    List<Filter> conditions = within(page, filters);
    boolean backwards = page.endingBefore() != null;

    List<ObjectNode> found =
        new ArrayList<>(select(tx, conditions, backwards ? "ASC" : "DESC", page.limit() + 1));

    boolean more = found.size() > page.limit();
    List<ObjectNode> shown = found.subList(0, Math.min(found.size(), page.limit()));
    if (backwards) {
      Collections.reverse(shown);
    }
    return new Listing(shown, more);
  }

  private List<Filter> within(Page page, List<Filter> filters) {
    List<Filter> conditions = new ArrayList<>(filters);
    cursor("seq <", page.startingAfter(), "after").ifPresent(conditions::add);
    cursor("seq >", page.endingBefore(), "before").ifPresent(conditions::add);
    return conditions;
  }

  /** Every document that meets the conditions, oldest first. */
  public List<ObjectNode> all(Handle tx, List<Filter> filters) {
    return select(tx, filters, "ASC", -1);
  }

  private List<ObjectNode> select(Handle tx, List<Filter> filters, String order, int limit) {
    String where = filters.stream().map(Filter::sql).collect(joining(" AND "));
    var query =
        tx.createQuery(
                "SELECT body FROM %s %s ORDER BY seq %s LIMIT :rows"
                    .formatted(table, where.isEmpty() ? "" : "WHERE " + where, order))
            .bind("rows", limit);
    filters.forEach(filter -> query.bindMap(filter.values()));
    return query.mapTo(String.class).map(Json::parse).list();
  }

  private Optional<Filter> cursor(String comparison, @Nullable String id, String name) {
    return Optional.ofNullable(id)
        .map(given ->
            new Filter(
                "%s (SELECT seq FROM %s WHERE id = :%s)".formatted(comparison, table, name),
                Map.of(name, given)));
  }
}
