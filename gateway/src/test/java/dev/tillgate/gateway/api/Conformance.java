package dev.tillgate.gateway.api;

import dev.tillgate.gateway.platform.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Holds an exchange against the document, in both directions. */
final class Conformance {
  /** What belongs to the transport or the body, not to the operation. */
  private static final Set<String> TRANSPORT =
      Set.of("date", "content-type", "content-length", "transfer-encoding", "connection");

  private static final String PROBLEM_TYPE = "https://tillgate.dev/problems/";

  private Conformance() {}

  /** Everything in which request and answer differ from what the document says. */
  static List<String> faults(ApiCall call, ApiAnswer answer) {
    String status = String.valueOf(answer.status());
    Spot responses = call.operation().spot().at("responses");
    if (!responses.has(status)) {
      return List.of("the status " + answer.summary() + " is not documented");
    }
    List<String> faults = new ArrayList<>(faults(responses.at(status), answer));
    if (answer.status() < 400) {
      faults.addAll(requestFaults(call));
    }
    return faults;
  }

  /** The same for a response of the document that belongs to no operation. */
  static List<String> faults(Spot response, ApiAnswer answer) {
    List<String> faults = new ArrayList<>(headerFaults(response, answer));
    faults.addAll(bodyFaults(response, answer));
    if (answer.isProblem()) {
      faults.addAll(problemFaults(answer));
    }
    return faults;
  }

  private static List<String> headerFaults(Spot response, ApiAnswer answer) {
    List<String> faults = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(answer.headers().keySet());
    unknown.removeAll(TRANSPORT);
    for (String name : response.at("headers").node().propertyNames()) {
      Spot header = response.at("headers").at(name);
      unknown.remove(name.toLowerCase(Locale.ROOT));
      answer
          .header(name)
          .ifPresentOrElse(
              value -> valueFaults(header, value).forEach(fault -> faults.add(name + fault)),
              () -> {
                if (header.node().path("required").asBoolean()) {
                  faults.add("the header " + name + " is missing");
                }
              });
    }
    unknown.forEach(name -> faults.add("the header " + name + " is not documented"));
    return faults;
  }

  private static List<String> valueFaults(Spot holder, String value) {
    boolean number = holder.at("schema").node().path("type").asString("").equals("integer");
    JsonNode json =
        number && value.matches("\\d{1,18}")
            ? Json.number(Long.parseLong(value))
            : StringNode.valueOf(value);
    return holder.at("schema").faults(json);
  }

  private static List<String> bodyFaults(Spot response, ApiAnswer answer) {
    Spot content = response.at("content");
    if (content.node().isMissingNode()) {
      return answer.body().isEmpty() ? List.of() : List.of("a body is not documented");
    }
    if (!content.has(answer.mediaType())) {
      return List.of("the type " + answer.mediaType() + " is not documented");
    }
    return answer.mediaType().endsWith("json")
        ? content.at(answer.mediaType()).at("schema").faults(answer.json())
        : List.of();
  }

  private static List<String> problemFaults(ApiAnswer answer) {
    List<String> faults = new ArrayList<>();
    if (answer.json().path("status").asInt() != answer.status()) {
      faults.add("the problem's status is not the answer's");
    }
    if (!answer.text("/type").equals(PROBLEM_TYPE + answer.text("/code"))) {
      faults.add("the problem's type is not its code's");
    }
    return faults;
  }

  /** What was taken must be documented too: body, query and headers. */
  private static List<String> requestFaults(ApiCall call) {
    List<String> faults = new ArrayList<>();
    if (!call.body().isEmpty()) {
      faults.addAll(call.operation().requestSchema().faults(Json.parse(call.body())));
    }
    call.query().stream()
        .map(pair -> pair.split("=", 2)[0])
        .filter(name -> call.operation().parameter("query", name).isEmpty())
        .forEach(name -> faults.add("the parameter " + name + " is not documented"));
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      if (!Set.of("Authorization", "Content-Type").contains(header.getKey())
          && call.operation().parameter("header", header.getKey()).isEmpty()) {
        faults.add("the request header " + header.getKey() + " is not documented");
      }
    }
    return faults;
  }
}
