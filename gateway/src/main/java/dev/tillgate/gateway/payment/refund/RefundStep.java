package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one refund a step further by asking the provider, with no transaction open: makes it, or
 * looks how it stands. Called again after a crash or a lost answer, it finds out what became of the
 * first call before it calls again, under the same key.
 */
final class RefundStep {
  private static final Logger log = LoggerFactory.getLogger(RefundStep.class);

  private final RefundCalls calls;
  private final RefundClerk books;

  RefundStep(RefundCalls calls, RefundClerk books) {
    this.calls = calls;
    this.books = books;
  }

  void run(RefundId id) {
    try {
      books.begin(id).ifPresent(this::advance);
    } catch (StoreUnavailableException e) {
      throw e; // Its due time stands, and brings it back.
    } catch (RuntimeException e) {
      log.error("refund.step_failed id={}", id, e);
      books.putOff(id);
    }
  }

  private void advance(RefundClerk.Begun begun) {
    Refund refund = begun.refund();
    if (refund.atProvider().id().isPresent()) {
      look(refund);
    } else if (begun.isFirst()) {
      create(refund, true);
    } else {
      // An error the provider keeps under the key would be replayed for a day: what it has counts.
      find(refund);
    }
  }

  private void create(Refund refund, boolean isFirst) {
    switch (calls.create(refund)) {
      case PspAnswer.Told<ProviderRefund>(ProviderRefund told) -> books.told(refund, told);
      case PspAnswer.NotSent<ProviderRefund> notSent when isFirst -> books.notSent(refund, notSent);
      case PspAnswer.NotSent<ProviderRefund> notSent ->
          books.unknown(refund, notSent.reason(), notSent.retryAfter());
      case PspAnswer.Unknown<ProviderRefund> unknown ->
          books.unknown(refund, unknown.reason(), unknown.retryAfter());
      case PspAnswer.Refused<ProviderRefund> refused -> refused(refund, refused);
    }
  }

  /** Often because somebody else refunded it first: that is known before ours is given up. */
  private void refused(Refund refund, PspAnswer.Refused<ProviderRefund> refused) {
    if (calls.list(refund.captured()) instanceof PspAnswer.Told<List<ProviderRefund>>(var all)) {
      books.heard(refund.captured(), all);
    }
    books.refused(refund, refused);
  }

  private void find(Refund refund) {
    switch (calls.list(refund.captured())) {
      case PspAnswer.Told<List<ProviderRefund>>(List<ProviderRefund> all) -> found(refund, all);
      case PspAnswer.NotSent<List<ProviderRefund>> notSent ->
          books.unknown(refund, notSent.reason(), notSent.retryAfter());
      case PspAnswer.Unknown<List<ProviderRefund>> unknown ->
          books.unknown(refund, unknown.reason(), unknown.retryAfter());
      case PspAnswer.Refused<List<ProviderRefund>> refused ->
          books.unknown(refund, "the list is refused: " + refused.code(), Optional.empty());
    }
  }

  private void found(Refund refund, List<ProviderRefund> all) {
    books.heard(refund.captured(), all);
    if (all.stream().noneMatch(one -> books.isOf(refund, one))) {
      createAgain(refund);
    }
  }

  private void createAgain(Refund refund) {
    if (books.keyIsFresh(refund)) {
      create(refund, false);
    } else {
      books.giveUp(refund);
    }
  }

  private void look(Refund refund) {
    boolean moved =
        calls.retrieve(refund) instanceof PspAnswer.Told<ProviderRefund>(ProviderRefund told)
            && books.told(refund, told);
    if (!moved) {
      books.lookAgain(refund);
    }
  }
}
