package dev.tillgate.gateway.api;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A place in a document: its JSON pointer and what stands there, references followed. */
record Spot(ApiDocument document, String pointer) {
  JsonNode node() {
    return document.root().at(pointer);
  }

  /** The member of that name, or where its {@code $ref} leads. */
  Spot at(String name) {
    Spot child = new Spot(document, pointer + '/' + name.replace("~", "~0").replace("/", "~1"));
    JsonNode reference = child.node().path("$ref");
    return reference.isString() ? new Spot(document, reference.stringValue().substring(1)) : child;
  }

  Spot at(int index) {
    return at(String.valueOf(index));
  }

  boolean has(String name) {
    return node().has(name);
  }

  /** The places of all members or elements. */
  List<Spot> children() {
    List<Spot> children = new ArrayList<>();
    node().propertyNames().forEach(name -> children.add(at(name)));
    for (int i = 0; node().isArray() && i < node().size(); i++) {
      children.add(at(i));
    }
    return children;
  }

  /** What is wrong with a value by the schema that stands here. */
  List<String> faults(JsonNode value) {
    return document.faults(pointer, value);
  }
}
