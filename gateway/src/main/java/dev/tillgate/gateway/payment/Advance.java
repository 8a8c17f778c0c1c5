package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one payment a step further by asking the provider, with no transaction open: sends it,
 * confirms it, or looks how it stands. Called again after a crash or a lost answer, it finds out by
 * the same keys what became of the first call.
 */
final class Advance {
  private static final Logger log = LoggerFactory.getLogger(Advance.class);

  private final Psp psp;
  private final IntentSearch search;
  private final Submitter books;
  private final PaymentSchedule schedule;
  private final InstantSource clock;

  Advance(Psp psp, Submitter books, PaymentSchedule schedule, InstantSource clock) {
    this.psp = psp;
    this.search = new IntentSearch(psp, clock);
    this.books = books;
    this.schedule = schedule;
    this.clock = clock;
  }

  void run(PaymentId id) {
    try {
      books.begin(id).ifPresent(this::advance);
    } catch (StoreUnavailableException e) {
      throw e; // Its due time stands, and brings it back.
    } catch (RuntimeException e) {
      log.error("payment.step_failed id={}", id, e);
      books.putOff(id);
    }
  }

  private void advance(Payment payment) {
    Optional<String> intentId = payment.atProvider().id();
    if (payment.state().isOpenAtProvider()) {
      intentId.ifPresent(known -> look(payment, known));
    } else if (!payment.state().isUnsettled()) {
      lookOnce(payment);
    } else if (intentId.isPresent()) {
      // What was begun before is asked about first: a 500 the provider keeps would be replayed for
      // ever.
      resume(payment, intentId.get());
    } else if (schedule.isLookedFor(payment, clock.instant())) {
      lookFor(payment);
    } else {
      create(payment);
    }
  }

  private void create(Payment payment) {
    if (earlierAttemptsAreCanceled(payment)) {
      PspAnswer<Intent> answer =
          called("create", payment, () -> psp.create(newIntent(payment), payment.key("create")));
      switch (answer) {
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
    Psp.Confirmation confirmation =
        new Psp.Confirmation(
            payment.atProvider().id().orElseThrow(),
            payment.charge().method(),
            payment.charge().returnUrl());
    PspAnswer<Intent> answer =
        called("confirm", payment, () -> psp.confirm(confirmation, payment.key("confirm")));
    switch (answer) {
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
  private void resume(Payment payment, String intentId) {
    PspAnswer<Intent> answer = called("retrieve", payment, () -> psp.retrieve(intentId));
    switch (answer) {
      case PspAnswer.Told<Intent> told when wantsConfirmation(told.what()) ->
          confirmIfFresh(payment);
      case PspAnswer.Told<Intent> told -> books.told(payment, told.what(), Source.RECONCILER);
      case PspAnswer.NotSent<Intent> notSent ->
          books.unknown(payment, new PspAnswer.Unknown<>(notSent.reason(), notSent.retryAfter()));
      case PspAnswer.Unknown<Intent> unknown -> books.unknown(payment, unknown);
      case PspAnswer.Refused<Intent> refused -> books.refused(payment, refused);
    }
  }

  /** An intent too old to be confirmed was never charged, and is canceled so that it never is. */
  private void confirmIfFresh(Payment payment) {
    if (schedule.keysAreFresh(payment, clock.instant())) {
      confirm(payment);
    } else {
      cancel(payment, payment.atProvider().id().orElseThrow());
    }
  }

  private void cancel(Payment payment, String intentId) {
    PspAnswer<Intent> answer =
        called("cancel", payment, () -> psp.cancel(intentId, payment.key("cancel")));
    if (answer instanceof PspAnswer.Told<Intent> told) {
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

  private void look(Payment payment, String intentId) {
    switch (called("retrieve", payment, () -> psp.retrieve(intentId))) {
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

  /** A settled payment is due only because a person asked for it; it may have settled meanwhile. */
  private void lookOnce(Payment payment) {
    if (payment.schedule().dueAt().isEmpty() || !payment.state().isAskedFor()) {
      return;
    }
    books.lookedAtOnce(payment);
    payment
        .atProvider()
        .id()
        .map(known -> called("retrieve", payment, () -> psp.retrieve(known)))
        .ifPresent(answer -> {
          if (answer instanceof PspAnswer.Told<Intent> told) {
            books.told(payment, told.what(), Source.RECONCILER);
          }
        });
  }

  /**
   * Two intents must not both be payable: the ones before are canceled first. False when that could
   * not be settled (tried again later) or one turns out to be paid (this attempt is dropped).
   */
  private boolean earlierAttemptsAreCanceled(Payment payment) {
    for (Payment earlier : books.earlier(payment)) {
      Optional<String> intentId = earlier.atProvider().id();
      if (earlier.state() == PaymentState.FAILED
          && intentId.isPresent()
          && !isCanceled(payment, earlier, intentId.get())) {
        return false;
      }
    }
    return true;
  }

  private boolean isCanceled(Payment payment, Payment earlier, String intentId) {
    PspAnswer<Intent> answer =
        called("cancel", earlier, () -> psp.cancel(intentId, earlier.key("cancel")));
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

  private static Psp.NewIntent newIntent(Payment payment) {
    Payment.Charge charge = payment.charge();
    return new Psp.NewIntent(
        charge.amountMinor(),
        charge.currency(),
        charge.method(),
        charge.returnUrl().isPresent(),
        Map.of("order_id", payment.orderId().value(), "payment_id", payment.id().value()));
  }

  private PspAnswer<Intent> called(
      String operation, Payment payment, Supplier<PspAnswer<Intent>> call) {
    Instant started = clock.instant();
    PspAnswer<Intent> answer = call.get();
    log.info(
        "payment.called id={} order={} operation={} ms={} outcome={}",
        payment.id(),
        payment.orderId(),
        operation,
        Duration.between(started, clock.instant()).toMillis(),
        outcome(answer));
    return answer;
  }

  private static String outcome(PspAnswer<Intent> answer) {
    return switch (answer) {
      case PspAnswer.Told<Intent> told -> told.what().status().name().toLowerCase(Locale.ROOT);
      case PspAnswer.NotSent<Intent> notSent -> "not_sent(" + notSent.reason() + ")";
      case PspAnswer.Unknown<Intent> unknown -> "unknown(" + unknown.reason() + ")";
      case PspAnswer.Refused<Intent> refused -> "refused(" + refused.code() + ")";
    };
  }
}
