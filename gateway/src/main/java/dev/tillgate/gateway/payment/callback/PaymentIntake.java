package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;

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
        event.id(),
        event.type(),
        event.news().subject().orElse(null),
        Callback.Envelope.NONE,
        effect(event),
        false);
  }

  @Override
  public Effect again(Callback stored) {
    return effect(source.parse(stored.body()));
  }

  private Effect effect(ProviderEvent event) {
    return (tx, stored) -> applier.apply(tx, stored, event);
  }
}
