package dev.tillgate.gateway.payment.callback.debugger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.gateway.payment.callback.Callbacks;
import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/callbacks/{provider}/verify}: why a callback would be believed, or not. */
public final class DebuggerRoutes implements Feature {
  private static final int HEADERS_MAX = 100;
  private static final int NAME_MAX = 256;
  private static final int VALUE_MAX = 8 << 10;

  private final Callbacks callbacks;
  private final InstantSource clock;

  public DebuggerRoutes(Callbacks callbacks, InstantSource clock) {
    this.callbacks = callbacks;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/callbacks/{provider}/verify", this::verify, Scope.ADMIN);
  }

  private void verify(Context context) {
    ListQuery.refuseOthers(context);
    String name = context.pathParam("provider");
    Fields given = Fields.of(Bodies.json(context), "headers", "body", "body_base64");
    GivenHeaders headers =
        new GivenHeaders(given.textMap("headers", HEADERS_MAX, NAME_MAX, VALUE_MAX));
    byte[] body = body(given);
    Diagnosis diagnosis =
        callbacks
            .signatory(name)
            .map(known -> diagnose(known, headers, body))
            .orElseGet(Diagnosis::ofUnknownProvider);
    Answer.json(200, shown(name, diagnosis)).send(context);
  }

  private Diagnosis diagnose(Signatory known, GivenHeaders headers, byte[] body) {
    return new SignatureDebugger(
            known,
            event -> callbacks.typeOf(known.name(), event),
            known.delivery(headers::all, body),
            headers,
            clock.instant())
        .diagnose();
  }

  private static byte[] body(Fields given) {
    Optional<String> text = given.optionalText("body", Bodies.MAX_BYTES);
    Optional<String> base64 = given.optionalText("body_base64", 2 * Bodies.MAX_BYTES);
    if (text.isPresent() == base64.isPresent()) {
      throw given.problem("body", "or /body_base64 is required, and not both");
    }
    return text.map(exact -> exact.getBytes(UTF_8))
        .orElseGet(() -> decoded(given, base64.orElseThrow()));
  }

  private static byte[] decoded(Fields given, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw given.problem("body_base64", "must be base64");
    }
  }

  private static ObjectNode shown(String provider, Diagnosis diagnosis) {
    ObjectNode shown =
        Json.object()
            .put("object", "callback_verification")
            .put("provider", provider)
            .put("genuine", diagnosis.genuine());
    shown.set("checks", checks(diagnosis));
    shown.set("likely_causes", causes(diagnosis));
    return shown;
  }

  private static ArrayNode checks(Diagnosis diagnosis) {
    ArrayNode checks = Json.array();
    diagnosis
        .findings()
        .forEach(finding ->
            checks
                .addObject()
                .put("name", finding.name())
                .put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT))
                .put("detail", finding.detail().isEmpty() ? null : finding.detail()));
    return checks;
  }

  private static ArrayNode causes(Diagnosis diagnosis) {
    ArrayNode causes = Json.array();
    diagnosis
        .causes()
        .forEach(cause -> causes.addObject().put("code", cause.code()).put("text", cause.text()));
    return causes;
  }
}
