package dev.tillgate.gateway.payment.callback.desk;

import dev.tillgate.gateway.payment.callback.Callback;
import dev.tillgate.gateway.payment.callback.Check;
import dev.tillgate.gateway.payment.callback.Checks;
import dev.tillgate.gateway.platform.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A callback as the API shows it. */
final class KeptView {
  private static final Checks.Verdict NOT_REACHED = new Checks.Verdict("not_reached", "");

  private KeptView() {}

  static ObjectNode of(Kept kept) {
    Callback callback = kept.callback();
    return Json.object()
        .put("id", callback.id())
        .put("object", "callback")
        .put("provider", callback.origin().provider())
        .put("provider_event_id", callback.origin().eventId())
        .put("type", callback.origin().type())
        .put("subject", callback.origin().subject())
        .put("status", callback.state().word())
        .put("reason", kept.fate().reason())
        .put("payment", kept.fate().payment())
        .put("order", kept.fate().order())
        .put("tries", callback.tries())
        .put("received_at", Json.time(kept.times().received()))
        .put("settled_at", Json.timeOrNull(kept.times().settled()))
        .put("due_at", Json.timeOrNull(kept.times().due()));
  }

  /** With every check and the body. */
  static ObjectNode whole(Kept kept) {
    ObjectNode shown = of(kept);
    shown.set("checks", checks(kept.callback().checks()));
    ShownBody body = ShownBody.of(kept.callback().body());
    return shown
        .put("body", body.text())
        .put("body_base64", body.base64())
        .put("body_masked", body.masked());
  }

  private static ArrayNode checks(Checks checks) {
    ArrayNode shown = Json.array();
    for (Check check : Check.values()) {
      Checks.Verdict verdict = checks.verdict(check).orElse(NOT_REACHED);
      shown
          .addObject()
          .put("name", check.word())
          .put("verdict", verdict.word())
          .put("detail", verdict.detail().isEmpty() ? null : verdict.detail());
    }
    return shown;
  }
}
