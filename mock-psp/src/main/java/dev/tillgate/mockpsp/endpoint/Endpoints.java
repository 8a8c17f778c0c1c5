package dev.tillgate.mockpsp.endpoint;

import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private final Secrets secrets;

  public Endpoints(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
    this.secrets = new Secrets(ids, clock);
  }

  /**
   * Sees to it that such an endpoint exists; one with the same URL is that one, keeps its types,
   * and gets the secret, unless that was its own and has been rolled since.
   */
  public void ensure(Tx tx, String url, String secret, List<String> types) {
    Optional<ObjectNode> known =
        documents.all(tx, List.of(Filter.equal("url", url))).stream().findFirst();
    if (known.isPresent()) {
      resume(tx, known.get(), secret);
    } else {
      add(tx, url, secret, types, null);
    }
  }

  private void resume(Tx tx, ObjectNode endpoint, String secret) {
    if (!secrets.knows(tx, endpoint.path("id").asString(), secret)) {
      documents.replace(tx, endpoint, Map.of("secret", secret));
    }
  }

  /**
   * Gives an endpoint a new secret and returns it; the old one counts for so long beside it. Stripe
   * offers this in its dashboard, for up to 24 hours.
   */
  public String rollSecret(Tx tx, ObjectNode endpoint, Duration overlap) {
    String id = endpoint.path("id").asString();
    String secret = ids.next("whsec_");
    secrets.keep(tx, id, currentSecret(tx, id), clock.instant().plus(overlap));
    documents.replace(tx, endpoint, Map.of("secret", secret));
    return secret;
  }

  private static String currentSecret(Tx tx, String id) {
    return tx.find(TABLE, id).orElseThrow().text("secret");
  }

  /** Where its callbacks go now. */
  public Target target(Tx tx, String id) {
    Row row = tx.find(TABLE, id).orElseThrow();
    List<String> signing = new ArrayList<>(List.of(row.text("secret")));
    signing.addAll(secrets.active(tx, id));
    return new Target(row.text("url"), isEnabled(row.document()), signing);
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

  /** The document of that id. */
  public Optional<ObjectNode> find(Tx tx, String id) {
    return documents.find(tx, id);
  }

  /** Removes it; nothing may refer to it any more. */
  void delete(Tx tx, String id) {
    secrets.forget(tx, id);
    documents.delete(tx, id);
  }

  Documents documents() {
    return documents;
  }

  /** The enabled endpoints that want events of a type. */
  public List<Subscriber> wanting(Tx tx, String type) {
    return documents.all(tx, List.of()).stream()
        .filter(Endpoints::isEnabled)
        .filter(endpoint -> wants(endpoint.path("enabled_events"), type))
        .map(Endpoints::subscriber)
        .toList();
  }

  private static Subscriber subscriber(ObjectNode endpoint) {
    return new Subscriber(
        endpoint.path("id").asString(),
        endpoint.path("url").asString(),
        endpoint.path("api_version").asString(null));
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
