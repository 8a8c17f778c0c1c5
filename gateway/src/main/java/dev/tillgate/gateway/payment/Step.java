package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step of one payment, in the direction its order goes. What fails comes due again. */
final class Step implements Consumer<PaymentId> {
  private static final Logger log = LoggerFactory.getLogger(Step.class);

  private final Submitter books;
  private final Advance advance;
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

  Step(Submitter books, Advance advance, Withdrawal withdrawal) {
    this.books = books;
    this.advance = advance;
    this.withdrawal = withdrawal;
  }

  @Override
  public void accept(PaymentId id) {
    try {
      switch (books.begin(id)) {
        case Task.Pay(Payment payment) -> advance.run(payment);
        case Task.Withdraw(Payment payment) -> withdrawal.run(payment);
        case Task.Nothing() -> {}
      }
    } catch (StoreUnavailableException e) {
      throw e; // Its due time stands, and brings it back.
    } catch (RuntimeException e) {
      log.error("payment.step_failed id={}", id, e);
      books.putOff(id);
    }
  }
}
