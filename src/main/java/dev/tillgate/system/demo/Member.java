package dev.tillgate.system.demo;

import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.StandardWebhook;
import dev.tillgate.system.playground.Subscriber;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One who must be told: takes a message only when its signature is right, and only when it is up.
 */
final class Member implements AutoCloseable {
  static final String EVERYTHING = "order.*";

  private static final int TAKEN = 204;
  private static final int NOT_GENUINE = 401;
  private static final int DOWN = 503;

  private final String name;
  private final List<String> wants;
  private final Subscriber server = Subscriber.start(this::answer);
  private final AtomicReference<String> secret = new AtomicReference<>("");
  private final AtomicBoolean up;
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger notGenuine = new AtomicInteger();

  Member(String name, boolean up, String... wants) {
    this.name = name;
    this.up = new AtomicBoolean(up);
    this.wants = List.of(wants);
  }

  private int answer(Message message) {
    if (!up.get()) {
      return DOWN;
    }
    if (!StandardWebhook.isGenuine(message, secret.get(), InstantSource.system().instant())) {
      notGenuine.incrementAndGet();
      return NOT_GENUINE;
    }
    taken.add(message.id());
    return TAKEN;
  }

  void subscribe(Shop shop) {
    secret.set(shop.subscribe(server.url(), wants.toArray(String[]::new)));
  }

  void comeUp() {
    up.set(true);
  }

  boolean isUp() {
    return up.get();
  }

  boolean wants(String type) {
    return wants.contains(type) || wants.contains(EVERYTHING);
  }

  /** Whether it has taken that event. */
  boolean hasTaken(String eventId) {
    return taken.contains(eventId);
  }

  int notGenuine() {
    return notGenuine.get();
  }

  String name() {
    return name;
  }

  URI url() {
    return server.url();
  }

  @Override
  public String toString() {
    return "%-13s wants %s%s".formatted(name, String.join(", ", wants), isUp() ? "" : "  (down)");
  }

  @Override
  public void close() {
    server.close();
  }
}
