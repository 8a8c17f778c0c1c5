package dev.tillgate.gateway.payment.review;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what the provider has and we do not, once for each thing. */
public final class Findings {
  private static final Logger log = LoggerFactory.getLogger(Findings.class);
  private static final Set<IntentStatus> MONEY =
      Set.of(IntentStatus.SUCCEEDED, IntentStatus.REQUIRES_CAPTURE, IntentStatus.PROCESSING);

  private final ReviewStore store = new ReviewStore();
  private final Ambient ambient;
  private final Metrics metrics;

  public Findings(Ambient ambient, Metrics metrics) {
    this.ambient = ambient;
    this.metrics = metrics;
  }

  /**
   * Opens an item for an intent that names us in its metadata and belongs to no payment of ours.
   * The same intent again changes nothing, unless it has come to money meanwhile.
   */
  public void found(Tx tx, String provider, Intent intent) {
    String reason = reason(intent);
    ReviewItem item =
        new ReviewItem(
            ambient.ids().next(ReviewItem.PREFIX),
            ReviewItem.Kind.UNKNOWN_INTENT,
            provider,
            intent.id(),
            new ReviewItem.Finding(
                reason, MONEY.contains(intent.status()), ambient.clock().instant()),
            Optional.empty());
    if (store.open(tx, item)) {
      tx.afterCommit(() -> alert(item));
    }
  }

  private void alert(ReviewItem item) {
    metrics.count("tillgate.reviews.opened", "kind", item.kind().word());
    log.warn(
        "review.opened kind={} reference={} reason=\"{}\"",
        item.kind().word(),
        item.reference(),
        item.finding().reason());
  }

  private static String reason(Intent intent) {
    return "an intent we did not make is "
        + intent.status().name().toLowerCase(Locale.ROOT)
        + " over "
        + intent.amount().requestedMinor()
        + ' '
        + intent.amount().currency()
        + " and names order "
        + named(intent, "order_id")
        + ", payment "
        + named(intent, "payment_id");
  }

  // Somebody else wrote it: it is shown, but never longer than an id of ours may be.
  private static String named(Intent intent, String member) {
    String given = intent.metadata().getOrDefault(member, "none");
    return given.matches("[A-Za-z0-9_-]{1,64}") ? given : "of an odd form";
  }
}
