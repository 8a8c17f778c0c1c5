package dev.tillgate.mockpsp.http;

import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Filter.Comparison;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Listing;
import dev.tillgate.mockpsp.store.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list of one kind of object: {@code limit}, both cursors, {@code created}. */
public final class Lists {
  private static final int USUAL_LIMIT = 10;
  private static final int LARGEST_LIMIT = 100;
  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "gt", Comparison.MORE,
          "gte", Comparison.AT_LEAST,
          "lt", Comparison.LESS,
          "lte", Comparison.AT_MOST);

  private final Documents documents;
  private final String kind;
  private final String url;

  public Lists(Documents documents, String kind, String url) {
    this.documents = documents;
    this.kind = kind;
    this.url = url;
  }

  /** Answers a call with the page it asks for. */
  public Answer page(Call call, List<Filter> filters, UnaryOperator<ObjectNode> shown) {
    List<Filter> conditions = new ArrayList<>(filters);
    created(call.params(), conditions);
    Listing listing = documents.list(call.tx(), wanted(call), conditions);

    ObjectNode list = Json.object().put("object", "list").put("url", url);
    list.put("has_more", listing.hasMore());
    ArrayNode data = list.putArray("data");
    listing.documents().stream().map(shown).forEach(data::add);
    return Answer.ok(list);
  }

  private Page wanted(Call call) {
    Params params = call.params();
    long limit = params.integer("limit").orElse(USUAL_LIMIT);
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw ApiError.invalid(
          "This value must be between 1 and " + LARGEST_LIMIT + ".",
          "limit",
          "parameter_invalid_integer");
    }
    return new Page((int) limit, cursor(call, "starting_after"), cursor(call, "ending_before"));
  }

  private @Nullable String cursor(Call call, String name) {
    String id = call.params().given(name).orElse(null);
    if (id != null && documents.find(call.tx(), id).isEmpty()) {
      throw ApiError.noSuchParameter(kind, id, name);
    }
    return id;
  }

  /** {@code created=1700000000} or {@code created[gte]=…}, in seconds. */
  private static void created(Params params, List<Filter> conditions) {
    if (params.flat().containsKey("created")) {
      params.integer("created").ifPresent(at -> conditions.add(Filter.equal("created", at)));
      return;
    }
    Params range = params.group("created");
    range.names().forEach(bound -> conditions.add(createdWithin(range, bound)));
  }

  private static Filter createdWithin(Params range, String bound) {
    Comparison comparison = COMPARISONS.get(bound);
    if (comparison == null) {
      throw ApiError.unknownParameter(range.name(bound));
    }
    long at = range.integer(bound).orElseThrow(() -> ApiError.missingParameter("created"));
    return new Filter("created", comparison, at);
  }
}
