package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings one payment a step further by asking the provider, with no transaction open: sends it,
 * confirms it, or looks how it stands. Called again after a crash or a lost answer, it finds out by
 * the same keys what became of the first call.
 */
final class Advance {
  private final Calls calls;
  private final IntentSearch search;
  private final Submitter books;
  private final PaymentSchedule schedule;
  private final InstantSource clock;

  Advance(
      Calls calls,
      IntentSearch search,
      Submitter books,
      PaymentSchedule schedule,
      InstantSource clock) {
    this.calls = calls;
    this.search = search;
    this.books = books;
    this.schedule = schedule;
    this.clock = clock;
  }

  void run(Payment payment) {
    if (payment.state().isOpenAtProvider()) {
      look(payment);
    } else if (!payment.state().isUnsettled()) {
      lookOnce(payment);
    } else if (payment.atProvider().id().isPresent()) {
      // What was begun before is asked about first: a 500 the provider keeps would be replayed for
      // ever.
      resume(payment);
    } else if (schedule.isLookedFor(payment, clock.instant())) {
      lookFor(payment);
    } else {
      create(payment);
    }
  }

  private void create(Payment payment) {
    if (earlierAttemptsAreCanceled(payment)) {
      switch (calls.create(payment)) {
        case PspAnswer.Told<Intent> told ->
            books.bind(payment, told.what()).ifPresent(this::confirm);
        case PspAnswer.NotSent<Intent> notSent -> books.notSent(payment, notSent);
        case PspAnswer.Unknown<Intent> unknown -> books.unknown(payment, unknown);
        case PspAnswer.Refused<Intent> refused -> books.refused(payment, refused);
      }
    }
  }

  /** Nobody knows what became of the create: what the provider has says it. */
  private void lookFor(Payment payment) {
    switch (search.find(payment)) {
      case PspAnswer.Told<List<Intent>>(List<Intent> named) when named.isEmpty() ->
          missing(payment);
      case PspAnswer.Told<List<Intent>>(List<Intent> named) ->
          books.found(payment, named).ifPresent(this::confirmIfFresh);
      case PspAnswer.NotSent<List<Intent>>(String reason, Optional<Duration> after) ->
          books.unknown(payment, new PspAnswer.Unknown<>(reason, after));
      case PspAnswer.Unknown<List<Intent>> unknown -> books.unknown(payment, unknown);
      case PspAnswer.Refused<List<Intent>> refused ->
          books.unknown(payment, new PspAnswer.Unknown<>(refused.code(), Optional.empty()));
    }
  }

  private void missing(Payment payment) {
    if (schedule.keysAreFresh(payment, clock.instant())) {
      create(payment);
    } else {
      books.neverArrived(payment);
    }
  }

  private void confirm(Payment payment) {
    switch (calls.confirm(payment)) {
      case PspAnswer.Told<Intent> told -> confirmed(payment, told.what());
      case PspAnswer.NotSent<Intent> notSent -> books.notSent(payment, notSent);
      case PspAnswer.Unknown<Intent> unknown -> books.unknown(payment, unknown);
      case PspAnswer.Refused<Intent> refused -> books.refused(payment, refused);
    }
  }

  private void confirmed(Payment payment, Intent intent) {
    Applied applied = books.told(payment, intent, Source.DIRECT_ANSWER);
    if (applied instanceof Applied.Ignored ignored && ignored.reason().equals("nothing-new")) {
      books.unknown(
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
      case PspAnswer.Told<Intent> told -> books.told(payment, told.what(), Source.RECONCILER);
      case PspAnswer.NotSent<Intent> notSent ->
          books.unknown(payment, new PspAnswer.Unknown<>(notSent.reason(), notSent.retryAfter()));
      case PspAnswer.Unknown<Intent> unknown -> books.unknown(payment, unknown);
      case PspAnswer.Refused<Intent> refused -> books.refused(payment, refused);
    }
  }

  /** Whether an old one was charged nobody can find out, so a person decides. */
  private void confirmUnseen(Payment payment) {
    if (schedule.keysAreFresh(payment, clock.instant())) {
      confirm(payment);
    } else {
      books.giveUp(payment);
    }
  }

  /** An intent too old to be confirmed was never charged, and is canceled so that it never is. */
  private void confirmIfFresh(Payment payment) {
    if (schedule.keysAreFresh(payment, clock.instant())) {
      confirm(payment);
    } else {
      cancel(payment);
    }
  }

  private void cancel(Payment payment) {
    if (calls.cancel(payment, payment.schedule().tries()) instanceof PspAnswer.Told<Intent> told) {
      books.told(payment, told.what(), Source.RECONCILER);
    } else {
      books.unknown(
          payment, new PspAnswer.Unknown<>("the old intent is not canceled", Optional.empty()));
    }
  }

  /** Without an error of its last try, an intent that wants a method was never confirmed. */
  private static boolean wantsConfirmation(Intent intent) {
    return intent.status() == IntentStatus.REQUIRES_CONFIRMATION
        || (intent.status() == IntentStatus.REQUIRES_PAYMENT_METHOD
            && intent.situation().decline().isEmpty());
  }

  private void look(Payment payment) {
    switch (calls.retrieve(payment)) {
      case PspAnswer.Told<Intent> told -> {
        if (!(books.told(payment, told.what(), Source.RECONCILER) instanceof Applied.Moved)) {
          books.lookAgain(payment);
        }
      }
      case PspAnswer.NotSent<Intent> notSent -> books.lookSoon(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> books.lookSoon(payment, unknown.retryAfter());
      case PspAnswer.Refused<Intent> refused -> books.lookAgain(payment);
    }
  }

  /** A settled payment is due only because somebody doubts it: one answer is enough. */
  private void lookOnce(Payment payment) {
    switch (calls.retrieve(payment)) {
      case PspAnswer.Told<Intent> told -> {
        if (!(books.told(payment, told.what(), Source.RECONCILER) instanceof Applied.Moved)) {
          books.lookedAtOnce(payment);
        }
      }
      case PspAnswer.NotSent<Intent> notSent -> books.lookSoon(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> books.lookSoon(payment, unknown.retryAfter());
      case PspAnswer.Refused<Intent> refused -> books.lookedAtOnce(payment);
    }
  }

  /**
   * Two intents must not both be payable: the ones before are canceled first. False when that could
   * not be settled (tried again later) or one turns out to be paid (this attempt is dropped).
   */
  private boolean earlierAttemptsAreCanceled(Payment payment) {
    for (Payment earlier : books.earlier(payment)) {
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
      books.notSent(
          payment,
          new PspAnswer.NotSent<>("the earlier attempt is not canceled yet", Optional.empty()));
      return false;
    }
    books.told(earlier, told.what(), Source.RECONCILER);
    if (told.what().status() != IntentStatus.CANCELED) {
      books.drop(payment);
      return false;
    }
    return true;
  }
}
