package dev.tillgate.gateway.api;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.tillgate.gateway.platform.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document, and the schemas in it put to use. */
final class ApiDocument {
  private static final String ID = "https://gateway.test/openapi.json";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode root;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  ApiDocument(JsonNode root) {
    this.root = root;
    String text = Json.text(root);
    registry =
        SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder ->
                builder
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())
                    .schemas(id -> id.equals(ID) ? text : null));
  }

  /** The one in the jar. */
  static ApiDocument shipped() {
    try (InputStream in =
        ApiDocument.class.getResourceAsStream("/dev/tillgate/gateway/openapi.json")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new ApiDocument(Json.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode root() {
    return root;
  }

  Spot at(String name) {
    return new Spot(this, "").at(name);
  }

  List<Operation> operations() {
    return operations("paths");
  }

  /** What is sent to receivers; the path of each is its name. */
  List<Operation> webhooks() {
    return operations("webhooks");
  }

  Operation operation(String id) {
    return operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no operation " + id));
  }

  private List<Operation> operations(String member) {
    List<Operation> operations = new ArrayList<>();
    for (String path : at(member).node().propertyNames()) {
      Spot item = at(member).at(path);
      for (String name : item.node().propertyNames()) {
        if (METHODS.contains(name)) {
          operations.add(new Operation(name.toUpperCase(Locale.ROOT), path, item.at(name)));
        }
      }
    }
    return operations;
  }

  /** What is wrong with the value by the schema at the pointer; empty when nothing is. */
  List<String> faults(String pointer, JsonNode value) {
    return schemas
        .computeIfAbsent(
            pointer, missing -> registry.getSchema(SchemaLocation.of(ID + '#' + missing)))
        .validate(value)
        .stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage())
        .toList();
  }
}
