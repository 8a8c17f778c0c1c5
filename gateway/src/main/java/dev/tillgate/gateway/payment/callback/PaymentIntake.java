package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.platform.store.Tx;

/** The callbacks of a payment provider: applied to the payments they are about. */
final class PaymentIntake implements Intake {
  private final CallbackSource source;
  private final Applier applier;

  PaymentIntake(CallbackSource source, Applier applier) {
    this.source = source;
    this.applier = applier;
  }

  @Override
  public Arrival read(Delivery part) {
    ProviderEvent event = source.parse(part.body());
    return new Arrival(
        event.id(), event.type(), Callback.Envelope.NONE, (tx, stored) -> applier.apply(tx, event));
  }

  @Override
  public Callback.Outcome apply(Tx tx, Callback stored) {
    return applier.apply(tx, source.parse(stored.body()));
  }
}
