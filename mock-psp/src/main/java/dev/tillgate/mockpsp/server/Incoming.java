package dev.tillgate.mockpsp.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Form;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.idempotency.Fingerprint;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Tx;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of the API, read and found to be well formed; its effect has not begun. */
record Incoming(Route route, String id, Params params, Origin origin) {
  private static final int LONGEST_KEY = 255;
  private static final String FORM = "application/x-www-form-urlencoded";

  static Incoming read(Context http, Route route, String requestId) {
    Params params = Form.decode(route.verb() == Route.Verb.POST ? body(http) : query(http));
    for (String name : params.names()) {
      if (!route.parameters().contains(name)) {
        throw ApiError.unknownParameter(name);
      }
    }
    String id = Optional.ofNullable(http.pathParamMap().get("id")).orElse("");
    return new Incoming(route, id, params, new Origin(requestId, key(http, route), base(http)));
  }

  /** Keys mean something on POST only; everything else may be repeated anyway. */
  private static @Nullable String key(Context http, Route route) {
    String key = http.header("Idempotency-Key");
    if (key == null || key.isBlank() || route.verb() != Route.Verb.POST) {
      return null;
    }
    if (key.length() > LONGEST_KEY) {
      throw ApiError.invalid(
          "Idempotency keys must have up to " + LONGEST_KEY + " characters.", null, null);
    }
    return key;
  }

  private static String body(Context http) {
    // UTF-8 whatever charset is claimed: the official libraries send nothing else.
    String body = new String(http.bodyAsBytes(), UTF_8);
    String type = Optional.ofNullable(http.contentType()).orElse(FORM).toLowerCase(Locale.ROOT);
    if (!body.isEmpty() && !type.startsWith(FORM)) {
      throw ApiError.invalid("Send parameters as " + FORM + ", not as " + type + ".", null, null);
    }
    return body;
  }

  private static String query(Context http) {
    return Optional.ofNullable(http.queryString()).orElse("");
  }

  private static String base(Context http) {
    return http.scheme() + "://" + http.host();
  }

  Call call(Tx tx) {
    return new Call(tx, origin, id, params);
  }

  /** The object that is locked for this call; empty for none. */
  Optional<String> subject(Database database) {
    if (route.verb() != Route.Verb.POST) {
      return Optional.empty();
    }
    return route
        .subject()
        .map(subject -> database.write(tx -> subject.of(call(tx))))
        .orElseGet(() -> Optional.of(id).filter(named -> !named.isEmpty()));
  }

  String fingerprint() {
    return Fingerprint.of(route.verb().name(), route.pathOf(id), params);
  }
}
