package dev.tillgate.smtp;

import dev.tillgate.gateway.webhook.destination.Destination;
import dev.tillgate.gateway.webhook.destination.Means;
import dev.tillgate.gateway.webhook.destination.Notice;
import dev.tillgate.gateway.webhook.destination.Outcome;
import java.util.Optional;

/** Writes the letter an event is about, and hands it to the endpoint's relay. */
final class SmtpDestination implements Destination {
  private final Means means;
  private final Stationery stationery;
  private final Lines lines = new Lines();

  SmtpDestination(Means means) {
    this.means = means;
    this.stationery = new Stationery(means.directory());
  }

  @Override
  public Outcome send(Notice notice) {
    try {
      RelayUrl url = RelayUrl.parse(notice.url());
      return Purchase.isTrial(notice.payload())
          ? handOver(notice, url, Optional.empty())
          : write(notice, url);
    } catch (IllegalArgumentException | TemplateException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  private Outcome write(Notice notice, RelayUrl url) throws TemplateException {
    if (!notice.eventType().equals(SmtpKind.EVENT_TYPE)) {
      return new Outcome.Rejected("there is no letter about " + notice.eventType());
    }
    Optional<Purchase> purchase = Purchase.of(notice.payload());
    if (purchase.isEmpty()) {
      return new Outcome.Rejected("the event has no order with items to write about");
    }
    Optional<Mailbox> to = Mailbox.of(purchase.get().email());
    if (to.isEmpty()) {
      return new Outcome.Rejected("the order has no plain e-mail address to write to");
    }
    Letter letter = stationery.of(url).fill(purchase.get(), url);
    String id = "<" + notice.eventId() + "@" + url.from().domain() + ">";
    Envelope envelope = new Envelope(to.get(), id, notice.at(), purchase.get().orderId());
    return handOver(notice, url, Optional.of(new Post(envelope, letter)));
  }

  private Outcome handOver(Notice notice, RelayUrl url, Optional<Post> post) {
    Relay relay = new Relay(means, url, Credentials.of(notice.options()));
    return lines.use(means.deadline(), line -> relay.take(line, post));
  }

  @Override
  public void close() {
    lines.close();
  }
}
