package dev.tillgate.gateway.api;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A way to spoil any call that is in order, and what the gateway must say to it wherever the
 * document lists that answer.
 */
record Refusal(String answer, UnaryOperator<ApiCall> spoil) {
  private static final String LONG = "x".repeat(65_536);

  static List<Refusal> all() {
    return List.of(
        new Refusal("401 unauthorized", call -> call.without("Authorization")),
        new Refusal("401 unauthorized", call -> call.key("tg_nobody_has_this_key_at_all")),
        new Refusal("400 unknown-parameter", asking("no_such=1")),
        new Refusal("400 repeated-parameter", asking("limit=1", "limit=2")),
        new Refusal("400 invalid-parameter", asking("limit=0")),
        new Refusal("400 invalid-parameter", asking("limit=0x10")),
        new Refusal("400 idempotency-key-missing", call -> call.without("Idempotency-Key")),
        new Refusal("400 idempotency-key-invalid", underKey("two words")),
        new Refusal("400 malformed-json", withBody("{")),
        new Refusal("400 malformed-json", withBody("{'a':1,'a':2}")),
        new Refusal("400 unknown-field", withBody("{'no_such':1}")),
        new Refusal("422 invalid-field", withBody("[]")),
        new Refusal("422 card-number", withBody("{'no_such':'4242 4242 4242 4242'}")),
        new Refusal("413 body-too-large", withBody("{'a':'" + LONG + "'}")),
        new Refusal("415 unsupported-media-type", ofType("text/plain")),
        new Refusal("404 not-found", call -> call),
        new Refusal("404 not-found", call -> call.path("id", "nothing-like-an-id")));
  }

  /** Those that need no key are for other software, which may add what it likes. */
  private static UnaryOperator<ApiCall> asking(String... pairs) {
    return call -> {
      ApiCall asking = call;
      for (String pair : call.operation().scope().isPresent() ? pairs : new String[0]) {
        asking = asking.query(pair.split("=")[0], pair.split("=")[1]);
      }
      return asking;
    };
  }

  private static UnaryOperator<ApiCall> underKey(String key) {
    return call ->
        call.operation().parameter("header", "Idempotency-Key").isPresent() ? call.once(key) : call;
  }

  private static UnaryOperator<ApiCall> withBody(String body) {
    return call -> call.operation().takesBody() ? call.json(body) : call;
  }

  /** A callback may be of any type, but no more than others compressed. */
  private static UnaryOperator<ApiCall> ofType(String type) {
    return call -> {
      ApiCall typed =
          call.operation().takesBody() ? call.body("{}").header("Content-Type", type) : call;
      return call.operation().id().equals("receiveCallback")
          ? typed.header("Content-Encoding", "gzip")
          : typed;
    };
  }
}
