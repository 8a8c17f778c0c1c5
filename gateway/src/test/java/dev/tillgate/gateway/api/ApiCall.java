package dev.tillgate.gateway.api;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request for one operation, still to be sent; each method gives another one. */
record ApiCall(
    Operation operation,
    Map<String, String> path,
    List<String> query,
    Map<String, String> headers,
    String body) {

  ApiCall(Operation operation) {
    this(operation, Map.of(), List.of(), Map.of(), "");
  }

  ApiCall path(String name, String value) {
    return new ApiCall(operation, plus(path, name, value), query, headers, body);
  }

  ApiCall query(String name, String value) {
    List<String> more = new ArrayList<>(query);
    more.add(name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8));
    return new ApiCall(operation, path, more, headers, body);
  }

  ApiCall header(String name, String value) {
    return new ApiCall(operation, path, query, plus(headers, name, value), body);
  }

  ApiCall without(String header) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(header);
    return new ApiCall(operation, path, query, fewer, body);
  }

  ApiCall key(String apiKey) {
    return header("Authorization", "Bearer " + apiKey);
  }

  ApiCall once(String idempotencyKey) {
    return header("Idempotency-Key", idempotencyKey);
  }

  /** JSON with apostrophes for quotation marks. */
  ApiCall json(String text) {
    return body(text.replace('\'', '"'));
  }

  ApiCall body(String text) {
    return new ApiCall(operation, path, query, headers, text)
        .header("Content-Type", "application/json");
  }

  HttpRequest request(URI gateway) {
    String target = operation.path();
    for (Map.Entry<String, String> parameter : path.entrySet()) {
      target = target.replace('{' + parameter.getKey() + '}', parameter.getValue());
    }
    String question = query.isEmpty() ? "" : '?' + String.join("&", query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(target + question))
            .timeout(Duration.ofSeconds(60))
            .method(
                operation.method(),
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }

  private static Map<String, String> plus(Map<String, String> map, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }
}
