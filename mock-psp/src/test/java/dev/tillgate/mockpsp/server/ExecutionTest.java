package dev.tillgate.mockpsp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.SteppedPause;
import dev.tillgate.mockpsp.fault.Faults;
import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.Expansion;
import dev.tillgate.mockpsp.http.Form;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.idempotency.KeyCount;
import dev.tillgate.mockpsp.idempotency.Keys;
import dev.tillgate.mockpsp.idempotency.Running;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import dev.tillgate.mockpsp.store.memory.MemoryDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What becomes of a route that fails for no fault of its caller. */
class ExecutionTest {
  private static final Table TABLE = Table.of("things");

  private final Database database = new MemoryDatabase();
  private final Keys keys = new Keys();
  private final SteppedClock clock = new SteppedClock();
  private final Obstacles obstacles =
      new Obstacles(
          new Faults(new Ids(new Random(1)), new Random(1)),
          id -> Optional.empty(),
          request -> {},
          new SteppedPause());
  private final Running running = new Running();
  private final Execution execution = on(database);

  private Execution on(Database store) {
    return new Execution(store, keys, running, new Expansion(Map.of(), Map.of()), clock, obstacles);
  }

  @Test
  void aMistakeOfOursIsAServerErrorThatLeavesNothingBehindButItself() {
    Route route =
        Route.post(
            "/v1/things",
            "",
            call -> {
              call.tx().insert(TABLE, Row.of("thing_1", 0, Map.of(), "{}"));
              throw new IllegalStateException("a mistake");
            });

    Reply reply = execution.answer(request(route, "req_1"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).contains("\"type\":\"api_error\"").doesNotContain("a mistake");
    assertThat(database.<List<Row>>write(tx -> tx.select(TABLE, Query.all(List.of())))).isEmpty();
    assertThat(database.<List<KeyCount>>write(tx -> keys.counts(tx)))
        .extracting(KeyCount::key)
        .containsExactly("k1");
  }

  @Test
  void whatWasAnsweredBetweenLookingAndHoldingIsAnsweredAgain() {
    Route route =
        Route.post(
            "/v1/things",
            "",
            call -> Answer.ok(Json.object().put("by", call.origin().requestId())));
    Execution late = on(new Interrupted(() -> execution.answer(request(route, "req_1"))));

    Reply reply = late.answer(request(route, "req_2"));

    assertThat(reply.replayed()).isTrue();
    assertThat(reply.body()).contains("req_1");
    assertThat(database.<List<KeyCount>>write(tx -> keys.counts(tx)))
        .containsExactly(new KeyCount("k1", 1, 1));
  }

  private static Incoming request(Route route, String requestId) {
    return new Incoming(route, "", Form.decode(""), new Origin(requestId, "k1", "http://psp"));
  }

  /** After its first unit of work somebody else gets a turn. */
  private final class Interrupted implements Database {
    private final AtomicReference<Runnable> turn;

    private Interrupted(Runnable turn) {
      this.turn = new AtomicReference<>(turn);
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
      T result = database.write(work);
      turn.getAndSet(() -> {}).run();
      return result;
    }

    @Override
    public void close() {}
  }
}
