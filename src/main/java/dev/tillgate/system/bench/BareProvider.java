package dev.tillgate.system.bench;

import io.javalin.Javalin;
import java.net.URI;

/**
 * The wall: the provider's HTTP server with nothing behind it. It answers every payment with the
 * same bytes, as many as the real answer has.
 */
final class BareProvider implements AutoCloseable {
  private static final String ANSWER =
      "{\"id\":\"pi_000000000000000000000000\",\"status\":\"succeeded\",\"padding\":\"%s\"}"
          .formatted("x".repeat(1_700));

  private final Javalin server =
      Javalin.create(config -> {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.routes.post(
            "/v1/*", ctx -> ctx.contentType("application/json").result(answer(ctx.body())));
      });

  /** It has read the request, as a server must. */
  private static String answer(String form) {
    return form.length() > 100_000 ? "" : ANSWER;
  }

  BareProvider() {
    server.start("127.0.0.1", 0);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.stop();
  }
}
