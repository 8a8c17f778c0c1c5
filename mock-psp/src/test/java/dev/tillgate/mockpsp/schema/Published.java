package dev.tillgate.mockpsp.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.tillgate.mockpsp.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** The provider's published schemas and sample objects, by kind of object. Safe to share. */
public final class Published {
  private static final String ID = "https://schema.test/stripe.json";
  private static final Optional<Published> NEARBY =
      Stream.of("../shared/stripe", "../../shared/stripe")
          .map(Path::of)
          .filter(folder -> Files.isReadable(folder.resolve("fixtures3.json")))
          .findFirst()
          .map(Published::new);

  private final JsonNode definitions;
  private final JsonNode samples;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Published(Path folder) {
    String schema = unzipped(folder.resolve("stripe-subset-v524.json.gz"));
    this.definitions = Json.parse(schema).path("$defs");
    this.samples = Json.parse(text(folder.resolve("fixtures3.json"))).path("resources");
    this.registry =
        SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(), builder -> builder.schemas(Map.of(ID, schema)));
  }

  /** What lies beside the checkout; empty where nothing does. */
  public static Optional<Published> nearby() {
    return NEARBY;
  }

  /** Whether there is a schema of that kind. */
  boolean describes(String kind) {
    return definitions.has(kind);
  }

  /** What is wrong with an object of that kind; empty when nothing is. */
  List<String> errors(String kind, JsonNode object) {
    return schemas
        .computeIfAbsent(
            kind, name -> registry.getSchema(SchemaLocation.of(ID + "#/$defs/" + name)))
        .validate(object)
        .stream()
        .map(Error::toString)
        .toList();
  }

  /** A sample of that kind; missing if there is none. */
  JsonNode sample(String kind) {
    return samples.path(kind);
  }

  private static String unzipped(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
