package dev.tillgate.gateway.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One operation of the document. */
record Operation(String method, String path, Spot spot) {
  String id() {
    return spot.node().path("operationId").asString();
  }

  Optional<String> scope() {
    return spot.node().path("x-tillgate-scope").stringValueOpt();
  }

  /** Its parameters and those of its path. */
  List<JsonNode> parameters() {
    Spot item = spot.document().at("paths").at(path);
    return Stream.of(item, spot)
        .filter(holder -> holder.has("parameters"))
        .flatMap(holder -> holder.at("parameters").children().stream())
        .map(Spot::node)
        .toList();
  }

  Optional<JsonNode> parameter(String in, String name) {
    return parameters().stream()
        .filter(one -> one.path("in").asString().equals(in))
        .filter(one -> one.path("name").asString().equalsIgnoreCase(name))
        .findFirst();
  }

  boolean takesBody() {
    return spot.has("requestBody");
  }

  /** The schema of a JSON body. */
  Spot requestSchema() {
    return spot.at("requestBody").at("content").at("application/json").at("schema");
  }

  /** A body that is in order; an empty object where the document shows none. */
  String bodyExample() {
    JsonNode json = spot.at("requestBody").at("content").at("application/json").node();
    return json.has("example") ? json.get("example").toString() : "{}";
  }

  /** Everything it answers: {@code 201}, or {@code 409 out-of-stock} for a problem. */
  Set<String> answers() {
    Set<String> answers = new TreeSet<>();
    for (String status : spot.at("responses").node().propertyNames()) {
      Spot content = spot.at("responses").at(status).at("content");
      content.node().propertyNames().stream()
          .filter(type -> !type.equals("application/problem+json"))
          .forEach(type -> answers.add(status));
      codes(content.at("application/problem+json").at("schema"))
          .forEach(code -> answers.add(status + ' ' + code));
      if (content.node().isMissingNode()) {
        answers.add(status);
      }
    }
    return answers;
  }

  private static Stream<String> codes(Spot schema) {
    Spot alternatives = schema.at("oneOf");
    if (alternatives.node().isArray()) {
      return IntStream.range(0, alternatives.node().size())
          .boxed()
          .flatMap(i -> codes(alternatives.at(i)));
    }
    JsonNode code = schema.at("properties").at("code").node();
    return Stream.concat(code.path("enum").valueStream(), Stream.of(code.path("const")))
        .flatMap(word -> word.stringValueOpt().stream());
  }
}
