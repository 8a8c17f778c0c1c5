package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
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
 * Everything about refunds put together: written down by {@link Refunds}, made by a bounded worker,
 * taken note of by {@link RefundReports}, and taken up again when due.
 */
public final class RefundFlow implements AutoCloseable {
  private static final int BATCH = 500;

  // What is due stays so until the worker has called; looking again at once would find the same.
  private static final Duration WHILE_BUSY = Duration.ofMillis(250);

  private final Database database;
  private final InstantSource clock;
  private final RefundStore store = new RefundStore();
  private final Alarm alarm;
  private final Parts parts;
  private final Loop loop;

  private record Parts(
      Refunds refunds, RefundReports reports, Worker<RefundId> worker, Worker<Captured> looks) {}

  public RefundFlow(
      Database database,
      Orders orders,
      Psp psp,
      RefundEffects effects,
      RefundSettings settings,
      Ambient ambient) {
    this.database = database;
    this.clock = ambient.clock();
    this.alarm = new Alarm(clock);
    this.parts = build(new RefundBook(store, orders, effects, alarm), psp, settings, ambient);
    this.loop = new Loop("refund-reconciler", this::reconcileDue);
    alarm.rings(loop::wake);
  }

  private Parts build(RefundBook book, Psp psp, RefundSettings settings, Ambient ambient) {
    RefundSchedule schedule = new RefundSchedule(settings, ambient.chance());
    RefundReports reports = new RefundReports(store, book, schedule, ambient.ids(), clock);
    RefundClerk clerk = new RefundClerk(database, store, book, reports, schedule, clock);
    RefundCalls calls = new RefundCalls(psp, clock);
    Worker<RefundId> worker =
        new Worker<>("refund", settings.concurrency(), new RefundStep(calls, clerk)::run);
    Worker<Captured> looks =
        new Worker<>("refund-look", 1, captured -> look(calls, clerk, captured));
    Refunds refunds = new Refunds(store, book, schedule, worker::offer, ambient.ids(), clock);
    return new Parts(refunds, reports, worker, looks);
  }

  private static void look(RefundCalls calls, RefundClerk clerk, Captured captured) {
    if (calls.list(captured) instanceof PspAnswer.Told<List<ProviderRefund>>(var all)) {
      clerk.heard(captured, all);
    }
  }

  public Refunds refunds() {
    return parts.refunds();
  }

  public RefundReports reports() {
    return parts.reports();
  }

  /**
   * Asks the provider, after this and not in the caller's transaction, which refunds of the money
   * it has. Lost when this process dies first, or when the provider does not answer.
   */
  public void lookUp(Captured captured) {
    parts.looks().offer(captured);
  }

  /** Refunds with the worker, for the gauge. */
  public int workerDepth() {
    return parts.worker().depth();
  }

  /**
   * Takes up what a process before this one was sending; when others are alive, it may be theirs.
   */
  public void takeUp() {
    database.write(tx -> store.makeUnsettledDue(tx, clock.instant()));
    loop.wake();
  }

  /** Works on whatever comes due. */
  public void start(Turn turn) {
    loop.start(turn);
  }

  /** Hands everything that is due to the worker; returns how long nothing more will be. */
  public Duration reconcileDue() {
    alarm.looking();
    List<RefundId> due = database.read(tx -> store.due(tx, clock.instant(), BATCH));
    due.forEach(parts.worker()::offer);
    return alarm.sleep(
        due.isEmpty()
            ? database.read(store::nextDue)
            : Optional.of(clock.instant().plus(WHILE_BUSY)));
  }

  @Override
  public void close() {
    loop.close();
    parts.looks().close();
    parts.worker().close();
  }
}
