package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.dispute.Disputes;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.refund.RefundFlow;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.Turn;
import dev.tillgate.gateway.platform.Worker;
import dev.tillgate.gateway.platform.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Everything about payments put together: written down by {@link Payments}, sent by a bounded
 * worker, settled by {@link Settlement}, and taken up again when due.
 */
public final class PaymentFlow implements AutoCloseable {
  private static final int BATCH = 500;

  // What is due stays so until the worker has called; looking again at once would find the same.
  private static final Duration WHILE_BUSY = Duration.ofMillis(250);

  private final Database database;
  private final PaymentStore store;
  private final DueStore due;
  private final InstantSource clock;
  private final Alarm alarm;
  private final Arrivals arrivals = new Arrivals();
  private final Parts parts;
  private final Loop loop;

  private record Parts(
      Payments payments,
      Settlement settlement,
      Closing closing,
      Reviews reviews,
      RefundFlow refunds,
      MoneyNews moneyNews,
      Worker<PaymentId> worker) {}

  public PaymentFlow(
      Database database, Orders orders, Psp psp, PaymentSettings settings, Ambient ambient) {
    this.database = database;
    this.clock = ambient.clock();
    this.alarm = new Alarm(clock);
    this.store = new PaymentStore(alarm, arrivals);
    this.due = new DueStore(alarm);
    this.parts = build(orders, psp, settings, ambient);
    this.loop = new Loop("payment-reconciler", this::reconcileDue);
    alarm.rings(loop::wake);
  }

  private Parts build(Orders orders, Psp psp, PaymentSettings settings, Ambient ambient) {
    PaymentSchedule schedule = new PaymentSchedule(settings, ambient.chance());
    Agreement agreement = new Agreement(settings.livemode());
    Rules rules = new Rules(schedule, agreement, settings.lateSuccess());
    OrderEffects effects = new OrderEffects(store, orders, settings.lateSuccess());
    MoneyBack moneyBack = new MoneyBack(store, orders, effects, clock);
    RefundFlow refunds =
        new RefundFlow(database, orders, psp, moneyBack, settings.refunds(), ambient);
    Moves moves = new Moves(store, due, orders, refunds.refunds(), effects, clock);
    Settlement settlement = new Settlement(store, orders, moves, rules, clock);
    Closing closing = new Closing(store, due, orders, moves, effects, clock);
    Submitter submitter = new Submitter(database, store, orders, schedule, clock);
    Answers answers = new Answers(database, store, settlement, moves, clock);
    Waiting waiting = new Waiting(database, store, orders, moves, schedule, clock);
    Step step = Step.of(psp, submitter, answers, waiting, clock);
    Worker<PaymentId> worker = new Worker<>("payment", settings.concurrency(), step);
    Payments.Route route = new Payments.Route(psp.name(), worker::offer);
    Payments payments = new Payments(store, due, rules, route, ambient.ids(), clock);
    MoneyNews moneyNews =
        new MoneyNews(store, refunds.reports(), refunds::lookUp, new Disputes(orders, clock));
    Reviews reviews = new Reviews(store, orders, moves, closing);
    return new Parts(payments, settlement, closing, reviews, refunds, moneyNews, worker);
  }

  public Payments payments() {
    return parts.payments();
  }

  public Settlement settlement() {
    return parts.settlement();
  }

  public Closing closing() {
    return parts.closing();
  }

  /** Tells of payments that have just become known by the provider's id. */
  public Arrivals arrivals() {
    return arrivals;
  }

  public Reviews reviews() {
    return parts.reviews();
  }

  /** Refunds, with a worker of their own; closed by whoever closes this. */
  public RefundFlow refunds() {
    return parts.refunds();
  }

  /** Where news of money that was taken goes. */
  public MoneyNews moneyNews() {
    return parts.moneyNews();
  }

  /** Payments with the worker, for the gauge. */
  public int workerDepth() {
    return parts.worker().depth();
  }

  /**
   * Takes up what a process before this one was sending; when others are alive, it may be theirs.
   */
  public void takeUp() {
    database.write(tx -> due.makeUnsettledDue(tx, clock.instant()));
    parts.refunds().takeUp();
    loop.wake();
  }

  /** Works on whatever comes due. */
  public void start(Turn turn) {
    parts.refunds().start(turn);
    loop.start(turn);
  }

  /** Hands everything that is due to the worker; returns how long nothing more will be. */
  public Duration reconcileDue() {
    alarm.looking();
    List<PaymentId> ready = database.read(tx -> due.due(tx, clock.instant(), BATCH));
    ready.forEach(parts.worker()::offer);
    return alarm.sleep(
        ready.isEmpty()
            ? database.read(due::nextDue)
            : Optional.of(clock.instant().plus(WHILE_BUSY)));
  }

  @Override
  public void close() {
    loop.close();
    parts.worker().close();
  }
}
