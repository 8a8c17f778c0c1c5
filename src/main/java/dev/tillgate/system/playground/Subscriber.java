package dev.tillgate.system.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Somebody who wants to be told: a tiny HTTP server that keeps what it gets. Thread-safe. */
public final class Subscriber implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Message> received = new CopyOnWriteArrayList<>();
  private final AtomicReference<Behaviour> behaviour;

  /** What a subscriber does with a message. */
  @FunctionalInterface
  public interface Behaviour {
    /** The status it answers with; it may take its time. */
    int answer(Message message);
  }

  private Subscriber(HttpServer server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = new AtomicReference<>(behaviour);
  }

  /** Starts one on a free port that takes everything. */
  public static Subscriber start() {
    return start(message -> 204);
  }

  /** Starts one on a free port. */
  public static Subscriber start(Behaviour behaviour) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Subscriber subscriber = new Subscriber(HttpServer.create(address, 0), behaviour);
      subscriber.serve();
      return subscriber;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Message message = read(exchange, System.nanoTime());
      received.add(message);
      exchange.sendResponseHeaders(behaviour.get().answer(message), -1);
    }
  }

  private static Message read(HttpExchange exchange, long arrivedNanos) throws IOException {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    header -> String.join(",", header.getValue())));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    return new Message(headers.getOrDefault("webhook-id", ""), headers, body, arrivedNanos);
  }

  /** From now on it answers like that. */
  public void behave(Behaviour other) {
    behaviour.set(other);
  }

  /** Where it wants to be told. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Everything that arrived, whatever was answered, oldest first. */
  public List<Message> received() {
    return List.copyOf(received);
  }

  /** What arrived of that type. */
  public List<Message> received(String type) {
    return received.stream().filter(message -> message.type().equals(type)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
