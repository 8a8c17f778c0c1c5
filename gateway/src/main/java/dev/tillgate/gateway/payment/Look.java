package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.PspAnswer;

/** Looks how a payment that was sent stands at the provider, with no transaction open. */
final class Look {
  private final Calls calls;
  private final Answers answers;
  private final Waiting waiting;

  Look(Calls calls, Answers answers, Waiting waiting) {
    this.calls = calls;
    this.answers = answers;
    this.waiting = waiting;
  }

  void run(Payment payment) {
    if (payment.state().isOpenAtProvider()) {
      look(payment);
    } else {
      lookOnce(payment);
    }
  }

  private void look(Payment payment) {
    switch (calls.retrieve(payment)) {
      case PspAnswer.Told<Intent> told -> {
        if (!(answers.told(payment, told.what(), Source.RECONCILER) instanceof Applied.Moved)) {
          waiting.lookAgain(payment);
        }
      }
      case PspAnswer.NotSent<Intent> notSent -> waiting.lookSoon(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> waiting.lookSoon(payment, unknown.retryAfter());
      case PspAnswer.Refused<Intent> refused -> waiting.lookAgain(payment);
    }
  }

  /** A settled payment is due only because somebody doubts it: one answer is enough. */
  private void lookOnce(Payment payment) {
    switch (calls.retrieve(payment)) {
      case PspAnswer.Told<Intent> told -> {
        if (!(answers.told(payment, told.what(), Source.RECONCILER) instanceof Applied.Moved)) {
          waiting.lookedAtOnce(payment);
        }
      }
      case PspAnswer.NotSent<Intent> notSent -> waiting.lookSoon(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> waiting.lookSoon(payment, unknown.retryAfter());
      case PspAnswer.Refused<Intent> refused -> waiting.lookedAtOnce(payment);
    }
  }
}
