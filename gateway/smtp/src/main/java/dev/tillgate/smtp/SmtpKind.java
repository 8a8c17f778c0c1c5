package dev.tillgate.smtp;

import dev.tillgate.gateway.webhook.destination.Destination;
import dev.tillgate.gateway.webhook.destination.DestinationKind;
import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import dev.tillgate.gateway.webhook.destination.Means;
import dev.tillgate.gateway.webhook.destination.Objection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * E-mail through a relay, {@code smtp://} or {@code smtps://}. Knows neither the mail library nor
 * the PDF library: they are loaded with the first endpoint that needs them.
 */
public final class SmtpKind implements DestinationKind {
  static final String EVENT_TYPE = "order.confirmed";

  @Override
  public Set<String> schemes() {
    return Set.of(RelayUrl.SMTP, RelayUrl.SMTPS);
  }

  @Override
  public Optional<Objection> objection(EndpointDraft draft, Means means) {
    if (!draft.eventTypes().equals(List.of(EVENT_TYPE))) {
      return Optional.of(
          new Objection("event_types", "must be order.confirmed alone: there is no other letter"));
    }
    if (!Credentials.areWellFormed(draft.options())) {
      return Optional.of(
          new Objection("headers", "must be username and password, or empty, for e-mail"));
    }
    return urlFault(draft.url(), means).map(why -> new Objection("url", why));
  }

  private static Optional<String> urlFault(String text, Means means) {
    try {
      RelayUrl url = RelayUrl.parse(text);
      Optional<String> refusal = means.network().refusal(url.host(), url.port());
      if (refusal.isEmpty() && url.isInTheOpen() && !means.network().allowsPrivate()) {
        return Optional.of("must not have starttls=never: the letter would go unencrypted");
      }
      return refusal.isPresent() ? refusal : templatesFault(url, means);
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /** Tries them on a sample, so that a slip in a template is found now and not by a customer. */
  private static Optional<String> templatesFault(RelayUrl url, Means means) {
    try {
      new Stationery(means.directory()).of(url).fill(Purchase.SAMPLE, url);
      return Optional.empty();
    } catch (TemplateException e) {
      return Optional.of("has templates that cannot be used: " + e.getMessage());
    }
  }

  @Override
  public Destination open(Means means) {
    return new SmtpDestination(means);
  }
}
