package dev.tillgate.gateway.payment.callback.scheme;

import java.util.List;

/** What became of a callback's check. */
public sealed interface Verdict {
  /**
   * Signed by one of the secrets, recently where the scheme has a time.
   *
   * @param events at least one; more where a provider sends them in batches
   */
  record Verified(List<SignedEvent> events) implements Verdict {
    public Verified {
      events = List.copyOf(events);
    }
  }

  /**
   * Signed, so the provider means it, but without what we need to know one event from another:
   * something for a person.
   *
   * @param reason for the log; quotes nothing of the body
   */
  record Unreadable(String reason) implements Verdict {}

  /**
   * Not to be believed.
   *
   * @param reason a short word for logs and counters ({@code bad-signature}, {@code too-old} …);
   *     never shown to the sender
   */
  record Rejected(String reason) implements Verdict {}
}
