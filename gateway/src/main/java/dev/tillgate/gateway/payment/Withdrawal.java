package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.List;
import java.util.Optional;

/**
 * Takes a payment back at the provider because its order ends. What the provider then says decides:
 * canceled lets the order end, succeeded pays it after all. Until it has said one of them nothing
 * is freed, and it is asked again.
 */
final class Withdrawal {
  private final Calls calls;
  private final IntentSearch search;
  private final Answers answers;
  private final Waiting waiting;
  private final Keys keys;

  Withdrawal(Calls calls, IntentSearch search, Answers answers, Waiting waiting, Keys keys) {
    this.calls = calls;
    this.search = search;
    this.answers = answers;
    this.waiting = waiting;
    this.keys = keys;
  }

  void run(Payment payment) {
    if (calls.isOver(payment)) {
      answers.declinedForGood(payment);
    } else if (payment.atProvider().id().isPresent()) {
      cancel(payment);
    } else if (payment.schedule().submittedAt().isEmpty()) {
      answers.neverSent(payment);
    } else {
      learnId(payment);
    }
  }

  /**
   * Its create was sent and not answered: the same key tells which intent there is, or, when that
   * has not helped or is no longer safe, the list of all.
   */
  private void learnId(Payment payment) {
    if (keys.isRepeated(payment) || !keys.areFresh(payment)) {
      lookFor(payment);
    } else {
      create(payment);
    }
  }

  private void lookFor(Payment payment) {
    switch (search.find(payment)) {
      case PspAnswer.Told<List<Intent>>(List<Intent> named) when named.isEmpty() ->
          missing(payment);
      case PspAnswer.Told<List<Intent>>(List<Intent> named) ->
          answers.found(payment, named).ifPresent(this::cancel);
      case PspAnswer.NotSent<List<Intent>> notSent ->
          waiting.askAgain(payment, notSent.retryAfter());
      case PspAnswer.Unknown<List<Intent>> unknown ->
          waiting.askAgain(payment, unknown.retryAfter());
      case PspAnswer.Refused<List<Intent>> refused -> waiting.askAgain(payment, Optional.empty());
    }
  }

  private void missing(Payment payment) {
    if (keys.areFresh(payment)) {
      create(payment);
    } else {
      answers.neverArrived(payment);
    }
  }

  private void create(Payment payment) {
    switch (calls.create(payment)) {
      case PspAnswer.Told<Intent>(Intent intent) ->
          answers.bind(payment, intent).ifPresent(this::cancel);
      case PspAnswer.Refused<Intent> refused -> answers.refused(payment, refused);
      case PspAnswer.NotSent<Intent> notSent -> waiting.askAgain(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> waiting.askAgain(payment, unknown.retryAfter());
    }
  }

  private void cancel(Payment payment) {
    if (payment.schedule().tries() == 0) {
      send(payment);
    } else {
      cancelAgain(payment);
    }
  }

  /**
   * Whether the try before was heard must be known first: canceling what is canceled is an error,
   * and would be taken for a refusal that only a person can end.
   */
  private void cancelAgain(Payment payment) {
    switch (calls.retrieve(payment)) {
      case PspAnswer.Told<Intent>(Intent intent) -> {
        answers.told(payment, intent, Source.RECONCILER);
        if (!isOver(intent)) {
          send(payment);
        }
      }
      case PspAnswer.Refused<Intent> refused -> send(payment);
      case PspAnswer.NotSent<Intent> notSent -> waiting.askAgain(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> waiting.askAgain(payment, unknown.retryAfter());
    }
  }

  private void send(Payment payment) {
    switch (calls.cancel(payment, payment.schedule().tries())) {
      case PspAnswer.Told<Intent>(Intent intent) -> {
        answers.told(payment, intent, Source.RECONCILER);
        if (!isOver(intent)) {
          waiting.askAgain(payment, Optional.empty());
        }
      }
      case PspAnswer.Refused<Intent> refused -> answers.refused(payment, refused);
      case PspAnswer.NotSent<Intent> notSent -> waiting.askAgain(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> waiting.askAgain(payment, unknown.retryAfter());
    }
  }

  private static boolean isOver(Intent intent) {
    return intent.status() == IntentStatus.CANCELED || intent.status() == IntentStatus.SUCCEEDED;
  }
}
