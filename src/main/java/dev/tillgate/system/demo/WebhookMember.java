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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One who is told by webhook: takes a message only when its signature is right. */
final class WebhookMember implements Member {
  private static final int TAKEN = 204;
  private static final int NOT_GENUINE = 401;

  private final String name;
  private final List<String> wants;
  private final Subscriber server = Subscriber.start(this::answer);
  private final AtomicReference<String> secret = new AtomicReference<>("");
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final AtomicInteger notGenuine = new AtomicInteger();

  WebhookMember(String name, String... wants) {
    this.name = name;
    this.wants = List.of(wants);
  }

  private int answer(Message message) {
    if (!StandardWebhook.isGenuine(message, secret.get(), InstantSource.system().instant())) {
      notGenuine.incrementAndGet();
      return NOT_GENUINE;
    }
    taken.add(message.id());
    return TAKEN;
  }

  @Override
  public void subscribe(Shop shop) {
    secret.set(shop.subscribe(server.url(), wants.toArray(String[]::new)));
  }

  @Override
  public boolean isUp() {
    return true;
  }

  @Override
  public boolean wants(String type) {
    return wants.contains(type) || wants.contains(EVERYTHING);
  }

  @Override
  public boolean hasTaken(String eventId) {
    return taken.contains(eventId);
  }

  @Override
  public void requireGenuine() {
    if (notGenuine.get() > 0) {
      throw new IllegalStateException(name + " got a signature that is not right");
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public URI url() {
    return server.url();
  }

  @Override
  public String toString() {
    return "%-13s wants %s".formatted(name, String.join(", ", wants));
  }

  @Override
  public void close() {
    server.close();
  }
}
