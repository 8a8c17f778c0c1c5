package dev.tillgate.gateway.webhook.dispatch;

import static dev.tillgate.gateway.webhook.dispatch.ClaimedDeliveries.claimed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.ForwardingDatabase;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LedgerTest {
  private static final int MANY = 40;

  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger waits = new AtomicInteger();
  private final List<Result> settled = new ArrayList<>();
  @TempDir private Path directory;
  private Database store;
  private Gate gate;
  private Ledger ledger;

  @BeforeEach
  void open() {
    store = TestStore.in(directory);
    store.change(tx -> ClaimedDeliveries.insert(tx, MANY));
    gate = new Gate(store);
    ledger =
        new Ledger(gate, this::settle, new Backlog(), new SteppedClock(), waits::incrementAndGet);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whoeverComesWhileOneIsWrittenIsWrittenTogether() throws InterruptedException {
    gate.shut();
    Thread first = begin(0);
    gate.awaitSomebody();
    List<Thread> others = IntStream.range(1, MANY).mapToObj(this::begin).toList();
    for (Thread other : others) {
      while (other.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }

    gate.open();
    first.join();
    for (Thread other : others) {
      other.join();
    }

    assertThat(arrived).hasValue(MANY);
    assertThat(gate.writes).hasValue(2);
    assertThat(begun()).isEqualTo(MANY);
  }

  @Test
  void afterAWriteOfSeveralTheNextWaitsForCompany() {
    write(2);
    assertThat(waits).as("nobody was there before").hasValue(0);

    write(1);
    assertThat(waits).hasValue(1);

    write(1);
    assertThat(waits).as("it was alone").hasValue(1);
  }

  @Test
  void aSendDoesNotWaitForCompanyBehindAFew() {
    write(7);

    assertThat(ledger.begin(claimed(1, 1))).isTrue();

    assertThat(waits).hasValue(0);
  }

  @Test
  void aSendWaitsForCompanyBehindMany() {
    write(8);

    assertThat(ledger.begin(claimed(1, 1))).isTrue();

    assertThat(waits).hasValue(1);
  }

  private void write(int results) {
    ledger.later(Collections.nCopies(results, Result.returned(claimed(0, 1))));
    ledger.flush();
  }

  @Test
  void aClaimThatWasLostBeginsNothing() {
    assertThat(ledger.begin(claimed(0, 2))).isFalse();
    assertThat(ledger.begin(claimed(0, 1))).isTrue();

    assertThat(begun()).isEqualTo(1);
  }

  @Test
  void whatTheStoreCannotTakeBeginsNothing() {
    gate.refuses.set(true);

    assertThat(ledger.begin(claimed(0, 1))).isFalse();
  }

  @Test
  void resultsAreWrittenWithTheBeginningBehindThemInOneTransaction() {
    ledger.later(List.of(Result.returned(claimed(1, 1)), Result.returned(claimed(2, 1))));

    assertThat(ledger.begin(claimed(0, 1))).isTrue();

    assertThat(settled).hasSize(2);
    assertThat(gate.writes).hasValue(1);
  }

  @Test
  void nothingBeginsBeforeAllTheResultsThatWereThereAreWritten() {
    List<Result> many = Collections.nCopies(600, Result.returned(claimed(1, 1)));
    ledger.later(many);
    gate.afterwards(() -> assertThat(begun()).isEqualTo(settled.size() == 600 ? 1 : 0));

    assertThat(ledger.begin(claimed(0, 1))).isTrue();

    assertThat(settled).hasSize(600);
    assertThat(gate.writes).hasValue(3);
  }

  @Test
  void resultsTheStoreCannotTakeAreKeptInTheirOrder() {
    gate.refuses.set(true);
    ledger.settle(Result.returned(claimed(1, 1)));
    ledger.later(List.of(Result.returned(claimed(2, 1))));
    assertThat(ledger.flush()).isFalse();

    gate.refuses.set(false);

    assertThat(ledger.flush()).isTrue();
    assertThat(settled)
        .extracting(result -> result.claimed().id().value())
        .containsExactly("dlv_1", "dlv_2");
  }

  @Test
  void whatIsToBeDoneAfterwardsIsDoneOnceItIsWritten() {
    AtomicInteger done = new AtomicInteger();
    gate.refuses.set(true);
    ledger.settle(Result.returned(claimed(1, 1)).then(done::incrementAndGet));
    assertThat(done).hasValue(0);

    gate.refuses.set(false);
    ledger.flush();

    assertThat(done).hasValue(1);
  }

  private void settle(Tx tx, List<Result> results) {
    settled.addAll(results);
  }

  private Thread begin(int number) {
    return Thread.ofVirtual()
        .start(() -> {
          if (ledger.begin(claimed(number, 1))) {
            arrived.incrementAndGet();
          }
        });
  }

  private int begun() {
    return store.read(
        tx -> tx.query("SELECT SUM(attempts) FROM deliveries").mapTo(Integer.class).one());
  }

  /** The store behind a gate that writes wait at while it is shut. */
  private static final class Gate extends ForwardingDatabase {
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicBoolean refuses = new AtomicBoolean();
    private final AtomicBoolean shut = new AtomicBoolean();
    private final AtomicReference<Runnable> afterwards = new AtomicReference<>(() -> {});
    private final CountDownLatch somebody = new CountDownLatch(1);
    private final CountDownLatch way = new CountDownLatch(1);

    private Gate(Database store) {
      super(store);
    }

    void afterwards(Runnable look) {
      afterwards.set(look);
    }

    void shut() {
      shut.set(true);
    }

    void open() {
      way.countDown();
    }

    void awaitSomebody() throws InterruptedException {
      somebody.await();
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
      writes.incrementAndGet();
      if (refuses.get()) {
        throw new StoreUnavailableException("no", null);
      }
      somebody.countDown();
      try {
        if (shut.get()) {
          way.await();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      T written = super.write(work);
      afterwards.get().run();
      return written;
    }
  }
}
