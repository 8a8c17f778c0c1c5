package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Brings one payment that is not settled a step further at the provider, with no transaction open:
 * sends it and confirms it. Called again after a crash or a lost answer, it finds out by the same
 * keys what became of the first call.
 */
final class Advance {
  private final Calls calls;
  private final IntentSearch search;
  private final EarlierAttempts earlier;
  private final Answers answers;
  private final Waiting waiting;
  private final Keys keys;

  Advance(
      Calls calls,
      IntentSearch search,
      EarlierAttempts earlier,
      Answers answers,
      Waiting waiting,
      Keys keys) {
    this.calls = calls;
    this.search = search;
    this.earlier = earlier;
    this.answers = answers;
    this.waiting = waiting;
    this.keys = keys;
  }

  void run(Payment payment) {
    if (payment.atProvider().id().isPresent()) {
      // What was begun before is asked about first: a 500 the provider keeps would be replayed for
      // ever.
      resume(payment);
    } else if (keys.mustBeLookedFor(payment)) {
      lookFor(payment);
    } else {
      create(payment);
    }
  }

  private void create(Payment payment) {
    if (earlier.areCanceledFor(payment)) {
      switch (calls.create(payment)) {
        case PspAnswer.Told<Intent> told ->
            answers.bind(payment, told.what()).ifPresent(this::confirm);
        case PspAnswer.NotSent<Intent> notSent -> waiting.notSent(payment, notSent);
        case PspAnswer.Unknown<Intent> unknown -> waiting.unknown(payment, unknown);
        case PspAnswer.Refused<Intent> refused -> answers.refused(payment, refused);
      }
    }
  }

  /** Nobody knows what became of the create: what the provider has says it. */
  private void lookFor(Payment payment) {
    switch (search.find(payment)) {
      case PspAnswer.Told<List<Intent>>(List<Intent> named) when named.isEmpty() ->
          missing(payment);
      case PspAnswer.Told<List<Intent>>(List<Intent> named) ->
          answers.found(payment, named).ifPresent(this::confirmIfFresh);
      case PspAnswer.NotSent<List<Intent>>(String reason, Optional<Duration> after) ->
          waiting.unknown(payment, new PspAnswer.Unknown<>(reason, after));
      case PspAnswer.Unknown<List<Intent>> unknown -> waiting.unknown(payment, unknown);
      case PspAnswer.Refused<List<Intent>> refused ->
          waiting.unknown(payment, new PspAnswer.Unknown<>(refused.code(), Optional.empty()));
    }
  }

  private void missing(Payment payment) {
    if (keys.areFresh(payment)) {
      create(payment);
    } else {
      answers.neverArrived(payment);
    }
  }

  private void confirm(Payment payment) {
    switch (calls.confirm(payment)) {
      case PspAnswer.Told<Intent> told -> confirmed(payment, told.what());
      case PspAnswer.NotSent<Intent> notSent -> waiting.notSent(payment, notSent);
      case PspAnswer.Unknown<Intent> unknown -> waiting.unknown(payment, unknown);
      case PspAnswer.Refused<Intent> refused -> answers.refused(payment, refused);
    }
  }

  private void confirmed(Payment payment, Intent intent) {
    Applied applied = answers.told(payment, intent, Source.DIRECT_ANSWER);
    if (applied instanceof Applied.Ignored ignored && ignored.reason().equals("nothing-new")) {
      waiting.unknown(
          payment, new PspAnswer.Unknown<>("the provider did not confirm", Optional.empty()));
    }
  }

  /** A send that broke off: what the provider has decides whether it is confirmed (again). */
  private void resume(Payment payment) {
    if (!calls.canBeAsked()) {
      confirmUnseen(payment);
      return;
    }
    switch (calls.retrieve(payment)) {
      case PspAnswer.Told<Intent> told when wantsConfirmation(told.what()) ->
          confirmIfFresh(payment);
      case PspAnswer.Told<Intent> told -> answers.told(payment, told.what(), Source.RECONCILER);
      case PspAnswer.NotSent<Intent> notSent ->
          waiting.unknown(payment, new PspAnswer.Unknown<>(notSent.reason(), notSent.retryAfter()));
      case PspAnswer.Unknown<Intent> unknown -> waiting.unknown(payment, unknown);
      case PspAnswer.Refused<Intent> refused -> answers.refused(payment, refused);
    }
  }

  /** Whether an old one was charged nobody can find out, so a person decides. */
  private void confirmUnseen(Payment payment) {
    if (keys.areFresh(payment)) {
      confirm(payment);
    } else {
      answers.giveUp(payment);
    }
  }

  /** An intent too old to be confirmed was never charged, and is canceled so that it never is. */
  private void confirmIfFresh(Payment payment) {
    if (keys.areFresh(payment)) {
      confirm(payment);
    } else {
      cancel(payment);
    }
  }

  private void cancel(Payment payment) {
    if (calls.cancel(payment, payment.schedule().tries()) instanceof PspAnswer.Told<Intent> told) {
      answers.told(payment, told.what(), Source.RECONCILER);
    } else {
      waiting.unknown(
          payment, new PspAnswer.Unknown<>("the old intent is not canceled", Optional.empty()));
    }
  }

  /** Without an error of its last try, an intent that wants a method was never confirmed. */
  private static boolean wantsConfirmation(Intent intent) {
    return intent.status() == IntentStatus.REQUIRES_CONFIRMATION
        || (intent.status() == IntentStatus.REQUIRES_PAYMENT_METHOD
            && intent.situation().decline().isEmpty());
  }
}
