package dev.tillgate.system.bench.orders;

import dev.tillgate.system.bench.measure.Jvm;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The wall: the same exchanges through the same HTTP server and client, with no store and no logic.
 * The checkout's server runs in a process of its own, as the gateway does.
 */
final class BareSite implements Site {
  // As many bytes as the provider's answers and callbacks have.
  private static final String ANSWER = "x".repeat(1_700);
  private static final String CALLBACK = "%s " + "x".repeat(2_400);

  private final Told told = new Told();
  private final Javalin provider;
  private final BareClient client = new BareClient();
  private final Process process;
  private final URI url;

  private BareSite(Path directory) throws IOException, InterruptedException {
    provider = BareGateway.serve(routes -> routes.post("/v1/payment_intents", this::pay));
    String there = "http://127.0.0.1:" + provider.port() + "/v1/payment_intents";
    String log = directory.resolve("bare.log").toString();
    process = new Jvm(Map.of()).start(BareGateway.class, there, told.url().toString(), log);
    url = URI.create(Jvm.next(process, BareGateway.Serving.class).url());
  }

  /** With its log in that directory. */
  static BareSite in(Path directory) throws IOException, InterruptedException {
    return new BareSite(directory);
  }

  /** Answers, and calls back as soon as it has. */
  private void pay(Context context) {
    String order = context.body().substring(0, BareGateway.ID_LENGTH);
    context.result(ANSWER);
    String callback = url + BareGateway.CALLBACKS;
    Thread unused =
        Thread.startVirtualThread(() -> client.post(callback, CALLBACK.formatted(order), order));
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public int told() {
    return told.count();
  }

  @Override
  public List<Long> acknowledgements() {
    return List.of();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    provider.stop();
    told.close();
  }
}
