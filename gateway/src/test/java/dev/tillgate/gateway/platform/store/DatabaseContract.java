package dev.tillgate.gateway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store promises its callers, whichever the engine: the same list of tests on each. */
@Timeout(60)
public abstract class DatabaseContract {
  @TempDir protected Path directory;

  // Other tests of this JVM may have left theirs.
  private final Set<Thread> earlier = Thread.getAllStackTraces().keySet();
  private final List<String> hooked = Collections.synchronizedList(new ArrayList<>());
  private Database database;

  /** The engine on this test's data. */
  protected abstract Database open(StoreOptions options);

  /** A connection to the same data that the engine knows nothing of. */
  protected abstract Connection anotherProgram() throws SQLException;

  /** How many units of work it writes at a time. */
  protected abstract int writers();

  @BeforeEach
  void openForTest() {
    database = open(new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE));
    database.change(tx -> tx.update("CREATE TABLE notes (text TEXT NOT NULL)").execute());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatWriteReturnedFromIsThereForEveryoneElse() throws SQLException {
    database.write(tx -> insert(tx, "one"));

    assertThat(notesSeenByAnotherProgram()).isEqualTo(1);
  }

  @Test
  void whateverTheWorkThrowsIsThrownToItsCallerAndUndone() {
    assertThatThrownBy(() ->
            database.change(tx -> {
              insert(tx, "undone");
              throw new IllegalArgumentException("no");
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");

    assertThat(count()).isZero();
  }

  @Test
  void anErrorOfTheWorkReachesItsCallerAndTheWriterGoesOn() {
    assertThatThrownBy(() ->
            database.change(tx -> {
              throw new StackOverflowError();
            }))
        .isInstanceOf(StackOverflowError.class);

    int next = database.write(tx -> insert(tx, "next"));
    assertThat(next).isEqualTo(1);
  }

  @Test
  void workMayReturnNull() {
    assertThat(database.<@Nullable String>write(tx -> null)).isNull();
    assertThat(database.<@Nullable String>read(tx -> null)).isNull();
  }

  @Test
  void aFullQueueRefusesAtOnceAndNothingIsDone() {
    BusyWriters busy = new BusyWriters();
    List<CompletableFuture<Integer>> queued =
        IntStream.range(0, 20).mapToObj(i -> database.submit(tx -> insert(tx, "queued"))).toList();

    CompletableFuture<Integer> refused = database.submit(tx -> insert(tx, "refused"));

    assertThat(database.queueDepth()).isEqualTo(database.queueBound()).isEqualTo(queued.size());
    assertThat(refused).isCompletedExceptionally();
    assertThatThrownBy(() -> database.change(tx -> insert(tx, "refused")))
        .isInstanceOf(StoreUnavailableException.class);
    busy.free();
    queued.forEach(CompletableFuture::join);
    assertThat(count()).isEqualTo(20);
  }

  @Test
  void hooksRunAfterTheCommitOffTheWriterInTheOrderOfTheCommits() {
    for (int i = 0; i < 50; i++) {
      String name = "n" + i;
      database.change(tx -> {
        insert(tx, name);
        tx.afterCommit(() -> hooked.add(name + threadKind() + seenInTime(name)));
      });
    }
    database.close();

    assertThat(hooked)
        .containsExactlyElementsOf(
            IntStream.range(0, 50).mapToObj(i -> "n" + i + " store-hooks true").toList());
  }

  @Test
  void aUnitThatFailsTakesItsHooksWithIt() {
    assertThatThrownBy(() ->
            database.change(tx -> {
              tx.afterCommit(() -> hooked.add("never"));
              throw new IllegalArgumentException("no");
            }))
        .isInstanceOf(IllegalArgumentException.class);
    database.close();

    assertThat(hooked).isEmpty();
  }

  @Test
  void aHookThatThrowsHarmsNeitherItsCommitNorTheNextHook() {
    database.change(tx -> {
      insert(tx, "one");
      tx.afterCommit(() -> {
        throw new AssertionError("a bug in a hook");
      });
      tx.afterCommit(() -> hooked.add("the next"));
    });
    database.change(tx -> tx.afterCommit(() -> hooked.add("the one after")));
    database.close();

    assertThat(hooked).containsExactly("the next", "the one after");
  }

  @Test
  void aReadHasNoCommitToHookOnto() {
    assertThatThrownBy(() ->
            database.read(tx -> {
              tx.afterCommit(() -> {});
              return 1;
            }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theStoreRefusesToBeCalledFromInsideItself() {
    List<Runnable> calls =
        List.of(
            () -> database.write(tx -> 1),
            () -> database.submit(tx -> 1).join(),
            () -> database.read(tx -> 1));

    for (Runnable call : calls) {
      assertRefusedInside(() -> database.write(tx -> running(call)));
      assertRefusedInside(() -> database.read(tx -> running(call)));
      database.change(tx -> tx.afterCommit(() -> refusedInHook(call)));
    }
    database.close();
    assertThat(hooked).containsExactly("refused", "refused", "refused");
  }

  @Test
  void aReadSeesOneSnapshotHoweverLongItTakes() {
    database.change(tx -> insert(tx, "before"));

    List<Integer> seen =
        database.read(tx -> {
          int first = count(tx);
          Thread writing =
              Thread.ofVirtual().start(() -> database.write(w -> insert(w, "meanwhile")));
          join(writing);
          return List.of(first, count(tx));
        });

    assertThat(seen).containsExactly(1, 1);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void aReadCannotWrite() {
    assertThatThrownBy(() -> database.read(tx -> insert(tx, "no")))
        .hasMessageMatching("(?is).*read-?only.*");

    assertThat(count()).isZero();
  }

  @Test
  void aReadThatFailsLeavesItsConnectionUsable() {
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(
              () -> database.read(tx -> tx.query("SELECT nonsense").mapTo(String.class).one()))
          .hasMessageContaining("nonsense");
    }

    assertThat(count()).isZero();
  }

  @Test
  void closingCommitsWhatIsQueuedAndRefusesWhatComesLater() throws SQLException {
    BusyWriters busy = new BusyWriters();
    CompletableFuture<Integer> queued = database.submit(tx -> insert(tx, "queued"));
    Thread closing = Thread.ofVirtual().start(database::close);
    busy.free();
    join(closing);

    assertThat(queued).isCompletedWithValue(1);
    assertThatThrownBy(() -> database.write(tx -> insert(tx, "late")))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> database.read(DatabaseContract::count))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(notesSeenByAnotherProgram()).isEqualTo(1);
  }

  @Test
  void whatAUnitReadsForUpdateStaysAsItIsUntilItsEnd() {
    database.change(tx -> insert(tx, "0"));

    List<CompletableFuture<Integer>> callers =
        IntStream.range(0, 20).mapToObj(i -> database.submit(DatabaseContract::addOne)).toList();
    callers.forEach(CompletableFuture::join);

    assertThat(database.<String>read(tx -> tx.query(NOTE).mapTo(String.class).one()))
        .isEqualTo("20");
  }

  @Test
  void unitsInEachOthersWayAreBothDoneInTheEnd() {
    database.change(tx -> insert(tx, "a"));
    database.change(tx -> insert(tx, "b"));

    CompletableFuture<Integer> there = database.submit(tx -> touch(tx, "a") + touch(tx, "b"));
    CompletableFuture<Integer> back = database.submit(tx -> touch(tx, "b") + touch(tx, "a"));

    assertThat(there.join() + back.join()).isEqualTo(4);
  }

  @Test
  void whatAUnitTookInMemoryIsGivenBackWhenItDoesNotStand() {
    assertThatThrownBy(() ->
            database.change(tx -> {
              tx.onRollback(() -> hooked.add("given back"));
              throw new IllegalArgumentException("no");
            }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(hooked).containsExactly("given back");
  }

  @Test
  void callbacksWriteHoweverMuchElseWaits() {
    BusyWriters busy = new BusyWriters();
    CompletableFuture<Integer> callback =
        database.forCallbacks().submit(tx -> insert(tx, "callback"));
    if (writers() == 1) {
      busy.free(); // One writer has no connections to run out of: the callback waits its turn.
    }

    assertThat(callback.join()).isEqualTo(1);
    busy.free();
  }

  @Test
  void itKnowsHowMuchRoomItTakes() {
    assertThat(database.size().bytes()).isPositive();
  }

  @Test
  void closingTwiceDoesNothingMore() {
    database.close();

    assertThatCode(database::close).doesNotThrowAnyException();
  }

  @Test
  void closingLeavesNoThreadBehind() {
    database.change(tx -> tx.afterCommit(() -> {}));
    database.read(DatabaseContract::count);
    List<Thread> ours =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("store-"))
            .filter(thread -> !earlier.contains(thread))
            .toList();

    database.close();

    assertThat(ours).isNotEmpty().allSatisfy(thread -> assertThat(ended(thread)).isTrue());
  }

  @Test
  void openingAgainFindsWhatWasWrittenAndMigratesNothingTwice() {
    database.change(tx -> insert(tx, "kept"));
    database.close();

    database = open(new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void manyCallersAtOnceAreAllWrittenAndAllTold() {
    List<Thread> callers =
        IntStream.range(0, 20)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() ->
                        IntStream.range(0, 25)
                            .forEach(j -> database.write(tx -> insert(tx, i + "-" + j)))))
            .toList();

    callers.forEach(DatabaseContract::join);

    assertThat(count()).isEqualTo(500);
  }

  /** Keeps every writer inside a unit of work until freed. */
  private final class BusyWriters {
    private final CountDownLatch go = new CountDownLatch(1);

    private BusyWriters() {
      CountDownLatch running = new CountDownLatch(writers());
      for (int i = 0; i < writers(); i++) {
        CompletableFuture<?> unused =
            database.submit(tx -> {
              running.countDown();
              await(go);
              return true;
            });
      }
      await(running);
    }

    private void free() {
      go.countDown();
    }
  }

  private static void assertRefusedInside(Runnable nested) {
    assertThatThrownBy(nested::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inside a transaction");
  }

  private static boolean running(Runnable call) {
    call.run();
    return true;
  }

  private void refusedInHook(Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException e) {
      hooked.add("refused");
    }
  }

  private static final String NOTE = "SELECT text FROM notes";

  private static int addOne(Tx tx) {
    int before = Integer.parseInt(tx.queryForUpdate(NOTE).mapTo(String.class).one());
    return tx.update("UPDATE notes SET text = :text")
        .bind("text", String.valueOf(before + 1))
        .execute();
  }

  private static int touch(Tx tx, String text) {
    return tx.update("UPDATE notes SET text = text WHERE text = :text")
        .bind("text", text)
        .execute();
  }

  private static int insert(Tx tx, String text) {
    return tx.update("INSERT INTO notes VALUES (:text)").bind("text", text).execute();
  }

  private int count() {
    return database.read(DatabaseContract::count);
  }

  private static int count(Tx tx) {
    return tx.query("SELECT count(*) FROM notes").mapTo(Integer.class).one();
  }

  private int notesSeenByAnotherProgram() throws SQLException {
    try (Connection other = anotherProgram();
        var rows = other.createStatement().executeQuery("SELECT count(*) FROM notes")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private String seenInTime(String name) {
    try (Connection other = anotherProgram();
        var query = other.prepareStatement("SELECT count(*) FROM notes WHERE text = ?")) {
      query.setString(1, name);
      var rows = query.executeQuery();
      rows.next();
      return " " + (rows.getInt(1) == 1);
    } catch (SQLException e) {
      return " " + e.getMessage();
    }
  }

  private static String threadKind() {
    return " " + Thread.currentThread().getName();
  }

  private static boolean ended(Thread thread) {
    try {
      return thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static void join(Thread thread) {
    assertThat(ended(thread)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
