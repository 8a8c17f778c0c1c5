package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/** The writer's thread when things go wrong: it may end, but never leave anybody waiting. */
@Timeout(30)
class WriterTest {
  @TempDir private Path directory;

  private final ConcurrentLinkedQueue<Throwable> halts = new ConcurrentLinkedQueue<>();
  private Handle real;
  private FaultyConnection connection;

  @BeforeEach
  void openTheFile() {
    real = new SqliteFile(SqliteFile.in(directory)).openForWriting();
    connection = new FaultyConnection(real);
  }

  @AfterEach
  void closeTheFile() {
    real.close();
  }

  @Test
  void anUnknownOutcomeHaltsAndIsNeverASuccess() throws Exception {
    connection.failAfter("COMMIT", SQLiteErrorCode.SQLITE_IOERR);
    Writer writer = started((reason, cause) -> halts.add(cause), StoreObserver.NONE);

    CompletableFuture<Integer> caller = submit(writer, tx -> 1);

    assertFailsWith(caller, IllegalStateException.class);
    assertThat(halts).hasSize(1);
  }

  @Test
  void afterAHaltWhatWaitedAndWhatComesLaterIsRefused() throws Exception {
    connection.failAt("COMMIT", SQLiteErrorCode.SQLITE_IOERR);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Writer writer = started((reason, cause) -> halts.add(cause), StoreObserver.NONE);
    CompletableFuture<?> unused = submit(writer, tx -> waitFor(running, go));
    running.await();
    CompletableFuture<Integer> waiting = submit(writer, tx -> 1);

    go.countDown();

    assertFailsWith(waiting, StoreUnavailableException.class);
    assertFailsWith(submit(writer, tx -> 1), StoreUnavailableException.class);
    writer.close();
  }

  @Test
  void aHaltThatThrowsLeavesNobodyWaitingEither() throws Exception {
    connection.failAt("COMMIT", SQLiteErrorCode.SQLITE_IOERR);
    Writer writer =
        started(
            (reason, cause) -> {
              throw new IllegalStateException("a test's halt");
            },
            StoreObserver.NONE);

    assertFailsWith(submit(writer, tx -> 1), IllegalStateException.class);
  }

  @Test
  void aFaultOutsideAnyUnitHaltsInsteadOfEndingTheThreadInSilence() throws Exception {
    StoreObserver broken =
        new StoreObserver() {
          @Override
          public long commitStarted() {
            throw new IllegalStateException("a bug");
          }

          @Override
          public void committed(int units, long startedNanos) {}
        };
    Writer writer = started((reason, cause) -> halts.add(cause), broken);

    assertFailsWith(submit(writer, tx -> 1), IllegalStateException.class);
    assertThat(halts).singleElement().satisfies(cause -> assertThat(cause).hasMessage("a bug"));
  }

  @Test
  void aUnitThatLeavesItsThreadInterruptedHarmsNobody() throws Exception {
    Writer writer = started((reason, cause) -> halts.add(cause), StoreObserver.NONE);
    submit(
            writer,
            tx -> {
              Thread.currentThread().interrupt();
              return 1;
            })
        .get(10, TimeUnit.SECONDS);

    assertThat(submit(writer, tx -> 2).get(10, TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(halts).isEmpty();
    writer.close();
  }

  @Test
  void closingWritesAFullQueueToItsEnd() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Writer writer = started((reason, cause) -> halts.add(cause), StoreObserver.NONE);
    CompletableFuture<?> unused = submit(writer, tx -> waitFor(running, go));
    running.await();
    List<CompletableFuture<Integer>> queued =
        java.util.stream.IntStream.range(0, writer.bound())
            .mapToObj(i -> submit(writer, tx -> i))
            .toList();
    Thread closing = Thread.ofVirtual().start(() -> closeQuietly(writer));

    go.countDown();

    assertThat(closing.join(Duration.ofSeconds(10))).isTrue();
    assertThat(queued).allSatisfy(caller -> assertThat(caller).isCompleted());
  }

  private static <T> CompletableFuture<T> submit(Writer writer, Database.Work<T> work) {
    return writer.submit(new UnitOfWork<>(work));
  }

  private Writer started(Halt halt, StoreObserver observer) {
    Writer writer =
        new Writer(8, new GroupCommit(connection.open(), hooks -> {}, () -> 0), halt, observer);
    writer.start();
    return writer;
  }

  private static void assertFailsWith(
      CompletableFuture<?> caller, Class<? extends Throwable> failure) throws TimeoutException {
    assertThatThrownBy(() -> caller.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(failure);
  }

  private static int waitFor(CountDownLatch running, CountDownLatch go) {
    running.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return 0;
  }

  private static void closeQuietly(Writer writer) {
    try {
      writer.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
