package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls the routes as they are served, without keys. */
final class Client implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  private final List<Feature> features;
  private final AtomicReference<@Nullable HttpServer> server = new AtomicReference<>();
  private final OkHttpClient http = new OkHttpClient();

  /** A status and a JSON body. */
  record Seen(int status, JsonNode body) {
    String text(String pointer) {
      return body.at(pointer).asString();
    }
  }

  Client(List<Feature> features) {
    this.features = features;
  }

  Seen get(String path) {
    return call(new Request.Builder().get(), path);
  }

  Seen post(String path, String body) {
    return call(new Request.Builder().post(RequestBody.create(body, JSON)), path);
  }

  Seen post(String path) {
    return call(new Request.Builder().post(RequestBody.create(new byte[0])), path);
  }

  Seen patch(String path, String body) {
    return call(new Request.Builder().patch(RequestBody.create(body, JSON)), path);
  }

  Seen delete(String path) {
    return call(new Request.Builder().delete(), path);
  }

  private Seen call(Request.Builder request, String path) {
    try (Response response = http.newCall(request.url(url() + path).build()).execute()) {
      String body = response.body().string();
      return new Seen(response.code(), body.isEmpty() ? Json.object() : Json.parse(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server starts with the first call: many tests make none. */
  private synchronized URI url() {
    HttpServer running = server.get();
    if (running == null) {
      running = HttpServer.start("127.0.0.1", 0, new Metrics(), features);
      server.set(running);
    }
    return running.url();
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
    HttpServer running = server.get();
    if (running != null) {
      running.close();
    }
  }
}
