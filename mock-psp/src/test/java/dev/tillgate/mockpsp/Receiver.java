package dev.tillgate.mockpsp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A shop's callback endpoint on a real socket; answers 200 unless told otherwise. */
public final class Receiver implements AutoCloseable {
  public static final String SECRET = "whsec_test_secret";

  private final HttpServer server;
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final Queue<Consumer<Callback>> listeners = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Callback> callbacks = new LinkedBlockingQueue<>();

  /** What arrived. */
  public record Callback(String signature, String body) {
    public boolean isAbout(String type) {
      return body.contains("\"type\":\"" + type + "\"");
    }
  }

  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks");
  }

  /** The next answers, one each. */
  public void answers(Integer... next) {
    statuses.addAll(List.of(next));
  }

  /** Runs for each callback before it is answered. */
  public void beforeAnswering(Consumer<Callback> listener) {
    listeners.add(listener);
  }

  /** The next callback that fits; others are dropped. */
  public Callback next(Predicate<Callback> wanted) throws InterruptedException {
    while (true) {
      Callback callback = callbacks.poll(10, TimeUnit.SECONDS);
      if (callback == null) {
        throw new AssertionError("no such callback within ten seconds");
      }
      if (wanted.test(callback)) {
        return callback;
      }
    }
  }

  public Callback next(String type) throws InterruptedException {
    return next(callback -> callback.isAbout(type));
  }

  /** Everything that has arrived and was not taken. */
  public List<Callback> rest() {
    return List.copyOf(callbacks);
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Callback callback =
        new Callback(exchange.getRequestHeaders().getFirst("Stripe-Signature"), body);
    listeners.forEach(listener -> listener.accept(callback));
    callbacks.add(callback);
    Integer status = statuses.poll();
    exchange.getResponseHeaders().add("Location", url().toString());
    exchange.getResponseHeaders().add("Retry-After", "0");
    exchange.sendResponseHeaders(status == null ? 200 : status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
