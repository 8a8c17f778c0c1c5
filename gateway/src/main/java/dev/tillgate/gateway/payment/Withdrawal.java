package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.InstantSource;
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
  private final Submitter books;
  private final PaymentSchedule schedule;
  private final InstantSource clock;

  Withdrawal(
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
    if (calls.isOver(payment)) {
      books.declinedForGood(payment);
    } else if (payment.atProvider().id().isPresent()) {
      cancel(payment);
    } else if (payment.schedule().submittedAt().isEmpty()) {
      books.neverSent(payment);
    } else {
      learnId(payment);
    }
  }

  /**
   * Its create was sent and not answered: the same key tells which intent there is, or, when that
   * has not helped or is no longer safe, the list of all.
   */
  private void learnId(Payment payment) {
    if (schedule.isRepeated(payment) || !schedule.keysAreFresh(payment, clock.instant())) {
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
          books.found(payment, named).ifPresent(this::cancel);
      case PspAnswer.NotSent<List<Intent>> notSent -> books.askAgain(payment, notSent.retryAfter());
      case PspAnswer.Unknown<List<Intent>> unknown -> books.askAgain(payment, unknown.retryAfter());
      case PspAnswer.Refused<List<Intent>> refused -> books.askAgain(payment, Optional.empty());
    }
  }

  private void missing(Payment payment) {
    if (schedule.keysAreFresh(payment, clock.instant())) {
      create(payment);
    } else {
      books.neverArrived(payment);
    }
  }

  private void create(Payment payment) {
    switch (calls.create(payment)) {
      case PspAnswer.Told<Intent>(Intent intent) ->
          books.bind(payment, intent).ifPresent(this::cancel);
      case PspAnswer.Refused<Intent> refused -> books.refused(payment, refused);
      case PspAnswer.NotSent<Intent> notSent -> books.askAgain(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> books.askAgain(payment, unknown.retryAfter());
    }
  }

  private void cancel(Payment payment) {
    int tries = payment.schedule().tries();
    if (tries > 0 && calls.retrieve(payment) instanceof PspAnswer.Told<Intent>(Intent intent)) {
      // Whether the try before was heard is known now; canceling what is canceled is an error.
      books.told(payment, intent, Source.RECONCILER);
      if (isOver(intent)) {
        return;
      }
    }
    switch (calls.cancel(payment, tries)) {
      case PspAnswer.Told<Intent>(Intent intent) -> {
        books.told(payment, intent, Source.RECONCILER);
        if (!isOver(intent)) {
          books.askAgain(payment, Optional.empty());
        }
      }
      case PspAnswer.Refused<Intent> refused -> books.refused(payment, refused);
      case PspAnswer.NotSent<Intent> notSent -> books.askAgain(payment, notSent.retryAfter());
      case PspAnswer.Unknown<Intent> unknown -> books.askAgain(payment, unknown.retryAfter());
    }
  }

  private static boolean isOver(Intent intent) {
    return intent.status() == IntentStatus.CANCELED || intent.status() == IntentStatus.SUCCEEDED;
  }
}
