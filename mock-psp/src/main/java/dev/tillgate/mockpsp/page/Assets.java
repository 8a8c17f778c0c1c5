package dev.tillgate.mockpsp.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The files that pages refer to, read from the jar once. */
public final class Assets {
  private static final Map<String, String> TYPES =
      Map.of("page.css", "text/css", "live.js", "text/javascript", "icon.svg", "image/svg+xml");

  private final Map<String, String> files =
      Map.of(
          "page.css", read("page.css"), "live.js", read("live.js"), "icon.svg", read("icon.svg"));

  /** Adds {@code /assets/…}. */
  public void addTo(RoutesConfig http) {
    http.get("/assets/{name}", this::serve);
  }

  private void serve(Context http) {
    String name = http.pathParam("name");
    String text = files.get(name);
    if (text == null) {
      throw new NotFoundResponse();
    }
    http.header("Cache-Control", "no-cache").header("X-Content-Type-Options", "nosniff");
    http.contentType(TYPES.get(name) + ";charset=utf-8").result(text);
  }

  private static String read(String name) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
