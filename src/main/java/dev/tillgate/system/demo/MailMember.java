package dev.tillgate.system.demo;

import dev.tillgate.system.playground.Letter;
import dev.tillgate.system.playground.Postbox;
import dev.tillgate.system.playground.Shop;
import java.net.URI;
import java.util.List;

/** The customers, who are told by e-mail; their mail server is down at first. */
final class MailMember implements Member {
  private static final String CONFIRMED = "order.confirmed";

  private final Postbox postbox = Postbox.start();

  @Override
  public void subscribe(Shop shop) {
    String unused = shop.subscribe(url(), CONFIRMED);
  }

  void comeUp() {
    postbox.open();
  }

  List<Letter> letters() {
    return postbox.letters();
  }

  @Override
  public boolean isUp() {
    return postbox.isOpen();
  }

  @Override
  public boolean wants(String type) {
    return type.equals(CONFIRMED);
  }

  @Override
  public boolean hasTaken(String eventId) {
    return letters().stream().anyMatch(letter -> letter.id().startsWith("<" + eventId + "@"));
  }

  @Override
  public void requireGenuine() {
    for (Letter letter : letters()) {
      if (!letter.receiptText().contains("Total paid")) {
        throw new IllegalStateException("the receipt for " + letter.to() + " cannot be read");
      }
    }
  }

  @Override
  public String name() {
    return "e-mail";
  }

  @Override
  public URI url() {
    return URI.create(
        "smtp://127.0.0.1:"
            + postbox.port()
            + "?from=orders@tea.example&shop=Leaf%20%26%20Kettle&starttls=never");
  }

  @Override
  public String toString() {
    return "%-13s wants %s%s".formatted(name(), CONFIRMED, isUp() ? "" : "  (down)");
  }

  @Override
  public void close() {
    postbox.close();
  }
}
