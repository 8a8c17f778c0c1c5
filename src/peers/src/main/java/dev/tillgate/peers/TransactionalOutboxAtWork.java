package dev.tillgate.peers;

import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.OpenOutbox;

/** An outbox that posts what is committed, or leaves it. */
final class TransactionalOutboxAtWork implements OpenOutbox {
  private static final int EVENTS_A_TRANSACTION = 100;

  private final TransactionOutbox outbox;
  private final TransactionManager transactions;
  private final Remainder left;
  private final Runnable closing;

  TransactionalOutboxAtWork(
      TransactionOutbox outbox,
      TransactionManager transactions,
      StorePlace place,
      Runnable closing) {
    this.outbox = outbox;
    this.transactions = transactions;
    this.closing = closing;
    left = new Remainder(place, "txno_outbox WHERE NOT processed");
  }

  @Override
  public Published publish(int endpoint) {
    Post post = Post.next(endpoint);
    transactions.inTransaction(() -> schedule(post));
    return new Published(post.id(), System.nanoTime());
  }

  private void schedule(Post post) {
    outbox.schedule(TransactionalOutbox.Call.class).post(post.id(), post.endpoint(), post.body());
  }

  @Override
  public void fill(int events) {
    for (int done = 0; done < events; done += EVENTS_A_TRANSACTION) {
      int some = Math.min(EVENTS_A_TRANSACTION, events - done);
      transactions.inTransaction(() -> {
        for (int i = 0; i < some; i++) {
          schedule(Post.next(0));
        }
      });
    }
  }

  @Override
  public boolean isSettled() {
    return left.isEmpty();
  }

  @Override
  public void close() {
    closing.run();
    left.close();
  }
}
