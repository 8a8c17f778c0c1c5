package dev.tillgate.system.bench.orders;

import dev.tillgate.system.bench.measure.Jvm;
import dev.tillgate.system.playground.LogFile;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A checkout's HTTP exchanges and nothing else: the process of the {@link BareSite}. */
final class BareGateway {
  static final String CHECKOUTS = "/v1/checkouts";
  static final String CALLBACKS = "/v1/callbacks/stripe";
  static final int ID_LENGTH = 16;

  // As many bytes as an order, and as its event.
  private static final String ORDER =
      "{\"status\":\"confirmed\",\"id\":\"%s\"," + filled(900) + "}";
  private static final String EVENT = filled(1_000);
  private static final String FORM = "%s&" + "x".repeat(400);
  private static final int CREATED = 201;

  private final BareClient client = new BareClient();
  private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong orders = new AtomicLong();
  private final String provider;
  private final String subscriber;

  /** Where it serves. */
  record Serving(String url) {}

  private BareGateway(String provider, String subscriber) {
    this.provider = provider;
    this.subscriber = subscriber;
  }

  /** The provider's URL, the subscriber's, and where to log; serves until it is killed. */
  public static void main(String[] arguments) {
    LogFile.at(Path.of(arguments[2]), "WARN");
    BareGateway gateway = new BareGateway(arguments[0], arguments[1]);
    Javalin server =
        serve(routes -> {
          routes.post(CHECKOUTS, gateway::checkOut);
          routes.post(CALLBACKS, gateway::calledBack);
        });
    Jvm.say(new Serving("http://127.0.0.1:" + server.port()));
  }

  /** Serves those routes on any free port. */
  static Javalin serve(Consumer<RoutesConfig> routes) {
    Javalin server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.concurrency.useVirtualThreads = true;
          routes.accept(config.routes);
        });
    return server.start("127.0.0.1", 0);
  }

  private static String filled(int length) {
    return "\"padding\":\"" + "x".repeat(length) + "\"";
  }

  /** Has read the request, calls the provider, and answers when that has called back. */
  private void checkOut(Context context) {
    String unused = context.body();
    String id = "order_%010d".formatted(orders.incrementAndGet());
    CompletableFuture<Void> paid = new CompletableFuture<>();
    waiting.put(id, paid);
    var unusedAnswer = client.post(provider, FORM.formatted(id), id);
    paid.join();
    context.status(CREATED).result(ORDER.formatted(id));
  }

  private void calledBack(Context context) {
    String id = context.body().substring(0, ID_LENGTH);
    Objects.requireNonNull(waiting.remove(id)).complete(null);
    Thread unused = Thread.startVirtualThread(() -> client.post(subscriber, EVENT, id));
    context.status(200);
  }
}
