package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The webhook endpoints; a secret is stored beside its document and never shown with it. */
public final class Endpoints {
  private static final String EVERYTHING = "*";

  /** Where they are kept. */
  public static final Table TABLE = Table.of("webhook_endpoints", "url");

  private final Documents documents = new Documents(TABLE);
  private final Ids ids;
  private final InstantSource clock;

  public Endpoints(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Sees to it that an endpoint for every event exists; one with the same URL is that one. */
  public void ensure(Tx tx, String url, String secret) {
    Optional<ObjectNode> known =
        documents.all(tx, List.of(Filter.equal("url", url))).stream().findFirst();
    if (known.isPresent()) {
      documents.replace(tx, known.get(), Map.of("secret", secret));
    } else {
      add(tx, url, secret, List.of(EVERYTHING), null);
    }
  }

  /** Adds an endpoint; {@code apiVersion} null means the account's own. */
  ObjectNode add(
      Tx tx, String url, String secret, List<String> types, @Nullable String apiVersion) {
    ObjectNode endpoint = named();
    endpoint.put("api_version", apiVersion).putNull("application");
    endpoint.put("created", clock.instant().getEpochSecond()).putNull("description");
    enable(endpoint, types);
    endpoint.put("livemode", false).put("status", "enabled").put("url", url).putObject("metadata");
    documents.insert(tx, endpoint, Map.of("url", url, "secret", secret));
    return endpoint;
  }

  private ObjectNode named() {
    return Json.object().put("id", ids.next("we_")).put("object", "webhook_endpoint");
  }

  static void enable(ObjectNode endpoint, List<String> types) {
    types.forEach(endpoint.putArray("enabled_events")::add);
  }

  void replace(Tx tx, ObjectNode endpoint) {
    documents.replace(tx, endpoint, Map.of("url", endpoint.path("url").asString()));
  }

  Optional<ObjectNode> find(Tx tx, String id) {
    return documents.find(tx, id);
  }

  /** Removes it with whatever was still to be sent to it. */
  void delete(Tx tx, String id) {
    tx.select(Deliveries.TABLE, Query.all(Filter.equal("endpoint", id)))
        .forEach(row -> tx.delete(Deliveries.TABLE, row.id()));
    documents.delete(tx, id);
  }

  Documents documents() {
    return documents;
  }

  /** The enabled endpoints that want events of a type. */
  List<Subscriber> wanting(Tx tx, String type) {
    return documents.all(tx, List.of()).stream()
        .filter(Endpoints::isEnabled)
        .filter(endpoint -> wants(endpoint.path("enabled_events"), type))
        .map(Endpoints::subscriber)
        .toList();
  }

  private static Subscriber subscriber(ObjectNode endpoint) {
    return new Subscriber(
        endpoint.path("id").asString(), endpoint.path("api_version").asString(null));
  }

  private static boolean isEnabled(ObjectNode endpoint) {
    return endpoint.path("status").asString().equals("enabled");
  }

  private static boolean wants(JsonNode types, String type) {
    return types
        .valueStream()
        .map(JsonNode::asString)
        .anyMatch(wanted -> wanted.equals(EVERYTHING) || wanted.equals(type));
  }
}
