package dev.tillgate.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document hangs together. */
class ApiDocumentTest {
  private final ApiDocument document = ApiDocument.shipped();

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    Set<String> used = new TreeSet<>();
    walk(document.root(), node -> node.path("$ref").stringValueOpt().ifPresent(used::add));
    Set<String> present = new TreeSet<>();
    for (String kind : List.of("parameters", "headers", "responses", "schemas")) {
      String here = "#/components/" + kind + '/';
      document
          .root()
          .at("/components/" + kind)
          .propertyNames()
          .forEach(name -> present.add(here + name));
    }

    assertThat(used).isEqualTo(present);
  }

  @Test
  void everyOperationSaysWhatItIsWhatItNeedsAndWhatItAnswers() {
    assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    assertThat(document.operations())
        .allSatisfy(operation -> {
          assertSaysWhatItIs(operation);
          assertThat(operation.spot().has("security")).isEqualTo(operation.scope().isEmpty());
          assertThat(operation.answers()).contains("500 internal-error").anyMatch(is("2.."));
          assertThat(operation.answers()).anyMatch(is("503 stopping"));
          assertThat(operation.answers().contains("401 unauthorized"))
              .isEqualTo(operation.scope().isPresent());
        });
    assertThat(document.webhooks()).allSatisfy(this::assertSaysWhatItIs);
  }

  private void assertSaysWhatItIs(Operation operation) {
    JsonNode node = operation.spot().node();
    assertThat(operation.id()).matches("[a-z][A-Za-z]+");
    assertThat(node.path("summary").asString()).isNotBlank();
    assertThat(node.path("tags").valueStream().map(JsonNode::asString))
        .hasSize(1)
        .isSubsetOf(document.root().at("/tags").findValuesAsString("name"));
  }

  private static Predicate<String> is(String pattern) {
    return answer -> answer.matches(pattern);
  }

  @Test
  void thePathsParametersAreThoseInItsBraces() {
    assertThat(document.operations())
        .allSatisfy(operation -> {
          Stream<String> declared =
              operation.parameters().stream()
                  .filter(parameter -> parameter.get("in").asString().equals("path"))
                  .map(parameter -> '{' + parameter.get("name").asString() + '}');
          assertThat(Stream.of(operation.path().split("/")).filter(part -> part.startsWith("{")))
              .containsExactlyInAnyOrderElementsOf(declared.toList());
        });
  }

  @Test
  void everyErrorIsAProblem() {
    for (Operation operation : document.operations()) {
      for (String status : operation.spot().at("responses").node().propertyNames()) {
        if (status.matches("[45]..")) {
          assertThat(
                  operation.spot().at("responses").at(status).at("content").node().propertyNames())
              .as("%s %s", operation.id(), status)
              .contains("application/problem+json");
        }
      }
    }
  }

  @Test
  void everyExampleFitsItsSchema() {
    List<String> faults = new ArrayList<>();
    List<Spot> holders = new ArrayList<>();
    collect(new Spot(document, ""), holders);

    for (Spot holder : holders) {
      examples(holder)
          .forEach(example ->
              holder.at("schema").faults(example).forEach(f -> faults.add(holder.pointer() + f)));
    }

    assertThat(holders).hasSizeGreaterThan(50);
    assertThat(faults).isEmpty();
  }

  private static Stream<JsonNode> examples(Spot holder) {
    return Stream.concat(
        holder.has("example") ? Stream.of(holder.node().get("example")) : Stream.empty(),
        holder.node().path("examples").valueStream().map(example -> example.get("value")));
  }

  /** Every place with a schema and an example of it. */
  private static void collect(Spot spot, List<Spot> holders) {
    if (spot.has("schema") && (spot.has("example") || spot.has("examples"))) {
      holders.add(spot);
    }
    for (String name : spot.node().propertyNames()) {
      if (spot.node().get(name).isContainer() && !Set.of("example", "examples").contains(name)) {
        collect(new Spot(spot.document(), child(spot, name)), holders);
      }
    }
    for (int i = 0; spot.node().isArray() && i < spot.node().size(); i++) {
      collect(new Spot(spot.document(), child(spot, String.valueOf(i))), holders);
    }
  }

  private static String child(Spot spot, String name) {
    return spot.pointer() + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /** An open object would let a member nobody documented pass. */
  @Test
  void everyObjectOfOursIsClosed() {
    Set<String> open = new TreeSet<>();
    JsonNode schemas = document.root().at("/components/schemas");
    for (String name : schemas.propertyNames()) {
      JsonNode schema = schemas.get(name);
      boolean closed = schema.has("additionalProperties") || schema.has("unevaluatedProperties");
      if (schema.has("properties") && !closed) {
        open.add(name);
      }
    }

    // Widened by others, which are closed; the provider's is not ours.
    assertThat(open)
        .containsExactlyInAnyOrder(
            "ApiKeyFields",
            "AttemptFields",
            "CallbackFields",
            "DeliveryFields",
            "OrderEvent",
            "Problem",
            "ProviderEvent",
            "ReplayFields",
            "WebhookEndpointFields");
  }

  private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
    visitor.accept(node);
    node.forEach(child -> walk(child, visitor));
  }
}
