package dev.tillgate.gateway.payment.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.Map;

/** {@code POST /v1/callbacks/{provider}}: open to everyone, believed only when signed. */
public final class CallbackRoutes implements Feature {
  private final Callbacks callbacks;

  public CallbackRoutes(Callbacks callbacks) {
    this.callbacks = callbacks;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/callbacks/{provider}", this::receive);
  }

  private void receive(Context context) {
    CallbackHeaders headers = name -> Collections.list(context.req().getHeaders(name));
    String source = context.pathParam("provider");
    if (!callbacks.receive(source, headers, Bodies.bytes(context))) {
      // One answer for every reason: the sender learns nothing. The log and the counter say which.
      throw new Problem(400, "callback-refused", "The callback was refused.");
    }
    answer(callbacks.acknowledgement(source)).send(context);
  }

  private static Answer answer(String acknowledgement) {
    return acknowledgement.isEmpty()
        ? Answer.json(200, Json.object().put("received", true))
        : new Answer(200, Map.of(), "text/plain", acknowledgement.getBytes(UTF_8));
  }
}
