package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step of one payment, in the direction its order goes. What fails comes due again. */
final class Step implements Consumer<PaymentId> {
  private static final Logger log = LoggerFactory.getLogger(Step.class);

  private final Submitter submitter;
  private final Waiting waiting;
  private final Advance advance;
  private final Look look;
  private final Withdrawal withdrawal;

  /** What is to be done for a payment. */
  sealed interface Task {
    /** Its order wants to be paid. */
    record Pay(Payment payment) implements Task {}

    /** Its order ends: it must not be paid any more. */
    record Withdraw(Payment payment) implements Task {}

    /** Nothing, until news comes. */
    record Nothing() implements Task {}
  }

  private Step(
      Submitter submitter, Waiting waiting, Advance advance, Look look, Withdrawal withdrawal) {
    this.submitter = submitter;
    this.waiting = waiting;
    this.advance = advance;
    this.look = look;
    this.withdrawal = withdrawal;
  }

  /** Puts a step together of all that it takes. */
  static Step of(
      Psp psp, Submitter submitter, Answers answers, Waiting waiting, InstantSource clock) {
    Calls calls = new Calls(psp, clock);
    IntentSearch search = new IntentSearch(psp, clock);
    Keys keys = new Keys(clock);
    EarlierAttempts earlier = new EarlierAttempts(calls, submitter, answers, waiting);
    return new Step(
        submitter,
        waiting,
        new Advance(calls, search, earlier, answers, waiting, keys),
        new Look(calls, answers, waiting),
        new Withdrawal(calls, search, answers, waiting, keys));
  }

  @Override
  public void accept(PaymentId id) {
    try {
      switch (submitter.begin(id)) {
        case Task.Pay(Payment payment) when payment.state().isUnsettled() -> advance.run(payment);
        case Task.Pay(Payment payment) -> look.run(payment);
        case Task.Withdraw(Payment payment) -> withdrawal.run(payment);
        case Task.Nothing() -> {}
      }
    } catch (StoreUnavailableException e) {
      throw e; // Its due time stands, and brings it back.
    } catch (RuntimeException e) {
      log.error("payment.step_failed id={}", id, e);
      waiting.putOff(id);
    }
  }
}
