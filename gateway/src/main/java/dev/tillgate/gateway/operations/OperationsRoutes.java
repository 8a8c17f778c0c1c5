package dev.tillgate.gateway.operations;

import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /healthz}, {@code /readyz}, {@code /metrics}, {@code /openapi.json}: open, for machines.
 */
public final class OperationsRoutes implements Feature {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Readiness readiness;
  private final Metrics metrics;

  public OperationsRoutes(Readiness readiness, Metrics metrics) {
    this.readiness = readiness;
    this.metrics = metrics;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(
        "/healthz", context -> Answer.json(200, Json.object().put("status", "up")).send(context));
    routes.get("/readyz", this::ready);
    routes.get("/metrics", this::metrics);
    routes.get("/openapi.json", OperationsRoutes::document);
  }

  private void ready(Context context) {
    ObjectNode checks = Json.object();
    boolean ready = true;
    for (Readiness.Check check : readiness.checks()) {
      checks.set(check.name(), Json.object().put("ok", check.ok()).put("detail", check.detail()));
      ready &= check.ok();
    }
    ObjectNode body = Json.object().put("status", ready ? "ready" : "not-ready");
    body.set("checks", checks);
    Answer.json(ready ? 200 : 503, body).send(context);
  }

  private void metrics(Context context) {
    byte[] page = metrics.scrape().getBytes(StandardCharsets.UTF_8);
    new Answer(200, Map.of(), METRICS_TYPE, page).send(context);
  }

  private static void document(Context context) {
    try (InputStream document =
        OperationsRoutes.class.getResourceAsStream("/dev/tillgate/gateway/openapi.json")) {
      byte[] bytes = Objects.requireNonNull(document, "the document is in the jar").readAllBytes();
      new Answer(200, Map.of(), Answer.JSON, bytes).send(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
