package dev.tillgate.mockpsp.method;

import dev.tillgate.mockpsp.callback.DeliveryMode;
import dev.tillgate.mockpsp.http.Manner;

/** What goes wrong around a payment that itself goes well. */
public enum Quirk {
  NONE,
  NO_REPLY,
  ANSWER_500,
  SLOW,
  CALLBACK_NEVER,
  CALLBACK_FIRST,
  CALLBACK_TWICE;

  /** How the callbacks of such a payment are delivered. */
  public DeliveryMode deliveries() {
    return switch (this) {
      case NONE, NO_REPLY, ANSWER_500, SLOW -> DeliveryMode.ONCE;
      case CALLBACK_NEVER -> DeliveryMode.NEVER;
      case CALLBACK_FIRST -> DeliveryMode.BEFORE_ANSWER;
      case CALLBACK_TWICE -> DeliveryMode.TWICE;
    };
  }

  /** How the call that charges is answered. */
  public Manner chargeAnswer() {
    return switch (this) {
      case NO_REPLY -> Manner.CUT;
      case SLOW -> Manner.SLOW;
      case NONE, ANSWER_500, CALLBACK_NEVER, CALLBACK_FIRST, CALLBACK_TWICE -> Manner.PROMPT;
    };
  }
}
