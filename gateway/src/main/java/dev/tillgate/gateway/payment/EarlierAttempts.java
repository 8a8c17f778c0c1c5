package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.Optional;

/** Sees to it that what was declined before cannot be paid beside a new attempt. */
final class EarlierAttempts {
  private final Calls calls;
  private final Submitter submitter;
  private final Answers answers;
  private final Waiting waiting;

  EarlierAttempts(Calls calls, Submitter submitter, Answers answers, Waiting waiting) {
    this.calls = calls;
    this.submitter = submitter;
    this.answers = answers;
    this.waiting = waiting;
  }

  /**
   * Two intents must not both be payable: the ones before are canceled first. False when that could
   * not be settled (tried again later) or one turns out to be paid (this attempt is dropped).
   */
  boolean areCanceledFor(Payment payment) {
    for (Payment earlier : submitter.earlier(payment)) {
      if (earlier.state() == PaymentState.FAILED
          && !calls.isOver(earlier)
          && earlier.atProvider().id().isPresent()
          && !isCanceled(payment, earlier)) {
        return false;
      }
    }
    return true;
  }

  private boolean isCanceled(Payment payment, Payment earlier) {
    PspAnswer<Intent> answer = calls.cancel(earlier, payment.schedule().tries());
    if (!(answer instanceof PspAnswer.Told<Intent> told)) {
      waiting.notSent(
          payment,
          new PspAnswer.NotSent<>("the earlier attempt is not canceled yet", Optional.empty()));
      return false;
    }
    answers.told(earlier, told.what(), Source.RECONCILER);
    if (told.what().status() != IntentStatus.CANCELED) {
      answers.drop(payment);
      return false;
    }
    return true;
  }
}
