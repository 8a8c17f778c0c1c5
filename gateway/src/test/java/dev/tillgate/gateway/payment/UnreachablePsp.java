package dev.tillgate.gateway.payment;

import java.time.Duration;
import java.util.Optional;

/** A provider nobody reaches: every payment stays as it was, and only callbacks bring news. */
public final class UnreachablePsp implements Psp {
  private static final PspAnswer NOTHING =
      new PspAnswer.NotSent("out of reach", Optional.of(Duration.ofDays(9)));

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public PspAnswer create(NewIntent intent, String key) {
    return NOTHING;
  }

  @Override
  public PspAnswer confirm(Confirmation confirmation, String key) {
    return NOTHING;
  }

  @Override
  public PspAnswer cancel(String providerPaymentId, String key) {
    return NOTHING;
  }

  @Override
  public PspAnswer retrieve(String providerPaymentId) {
    return NOTHING;
  }
}
