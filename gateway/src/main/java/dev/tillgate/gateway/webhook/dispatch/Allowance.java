package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.node.Share;
import java.util.OptionalInt;

/**
 * What an endpoint may take at present.
 *
 * @param inFlight sends at a time
 * @param held deliveries in memory that wait or are sent
 * @param perSecond sends begun in any second; empty for no limit
 */
record Allowance(int inFlight, int held, OptionalInt perSecond) {
  static final Allowance NONE = new Allowance(0, 0, OptionalInt.empty());

  /**
   * With this node's part of the rate; who may send nothing holds nothing either.
   *
   * @param most deliveries in memory, whatever else
   */
  Allowance sharing(Share share, int most) {
    OptionalInt rate =
        perSecond.isPresent()
            ? OptionalInt.of(share.part(perSecond.getAsInt()))
            : OptionalInt.empty();
    return inFlight == 0 || rate.orElse(1) == 0
        ? NONE
        : new Allowance(inFlight, Math.min(held, most), rate);
  }
}
