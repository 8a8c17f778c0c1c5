package dev.tillgate.mockpsp.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table of JSON documents in the order of their birth, with the columns that lists filter by
 * beside the text. The document is what the API shows, so that an answer, an event's snapshot and
 * the row cannot disagree.
 */
public final class Documents {
  private final Table table;

  public Documents(Table table) {
    this.table = table;
  }

  /** Adds a document under its own {@code id} and {@code created}. */
  public void insert(Tx tx, ObjectNode document, Map<String, ?> columns) {
    String id = document.path("id").asString();
    tx.insert(table, Row.of(id, document.path("created").asLong(), columns, Json.write(document)));
  }

  /** Replaces a document and some of its columns; the row must exist. */
  public void replace(Tx tx, ObjectNode document, Map<String, ?> columns) {
    String id = document.path("id").asString();
    if (!tx.update(table, id, columns, Json.write(document))) {
      throw new IllegalStateException("no such row: " + id);
    }
  }

  /** Removes a document; false when there was none. */
  public boolean delete(Tx tx, String id) {
    return tx.delete(table, id);
  }

  /** The document of that id, to change at will. */
  public Optional<ObjectNode> find(Tx tx, String id) {
    return tx.find(table, id).map(Row::document);
  }

  /** One page, newest first; a cursor that is not in the table gives an empty page. */
  public Listing list(Tx tx, Page page, List<Filter> filters) {
    boolean backwards = page.endingBefore() != null;
    Query query = new Query(within(tx, page, filters), "seq", !backwards, page.limit() + 1);

    List<ObjectNode> found = new ArrayList<>(documents(tx, query));

    boolean more = found.size() > page.limit();
    List<ObjectNode> shown = found.subList(0, Math.min(found.size(), page.limit()));
    if (backwards) {
      Collections.reverse(shown);
    }
    return new Listing(shown, more);
  }

  /** Every document that meets the conditions, oldest first. */
  public List<ObjectNode> all(Tx tx, List<Filter> filters) {
    return documents(tx, Query.all(filters));
  }

  private List<ObjectNode> documents(Tx tx, Query query) {
    return tx.select(table, query).stream().map(Row::document).toList();
  }

  private List<Filter> within(Tx tx, Page page, List<Filter> filters) {
    List<Filter> conditions = new ArrayList<>(filters);
    if (page.startingAfter() != null) {
      conditions.add(beyond(tx, page.startingAfter(), Filter.Comparison.LESS));
    }
    if (page.endingBefore() != null) {
      conditions.add(beyond(tx, page.endingBefore(), Filter.Comparison.MORE));
    }
    return conditions;
  }

  private Filter beyond(Tx tx, String cursor, Filter.Comparison comparison) {
    @Nullable Row row = tx.find(table, cursor).orElse(null);
    return row == null ? Filter.NOTHING : new Filter("seq", comparison, row.seq());
  }
}
