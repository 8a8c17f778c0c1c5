package dev.tillgate.gateway.webhook.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a reply's headers ask of us, as far as we listen.
 *
 * @param retryAfter {@code Retry-After} as it came, if it did
 * @param location where a redirect points, visible characters only, cut to 500; never followed
 * @param disable {@code webhook-delivery: disable}: nothing more to this endpoint
 * @param abortMessage {@code webhook-delivery: abort-message}: this message not again
 * @see <a href="https://docs.svix.com/receiving/delivery-control">Delivery control</a>, proposed
 *     for Standard Webhooks (standard-webhooks/standard-webhooks, pull request 291)
 */
public record Wishes(
    @Nullable String retryAfter, @Nullable String location, boolean disable, boolean abortMessage) {
  /** An ordinary reply's: none. */
  public static final Wishes NONE = new Wishes(null, null, false, false);
}
