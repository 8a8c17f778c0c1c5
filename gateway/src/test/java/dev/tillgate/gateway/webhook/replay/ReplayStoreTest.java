package dev.tillgate.gateway.webhook.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.EventFilter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever acts on what a replay was a moment ago changes nothing. */
class ReplayStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:26:53Z");
  private static final ReplayId ID = new ReplayId("rpl_1");

  @TempDir private Path directory;
  private final ReplayStore store = new ReplayStore();
  private Database database;

  @BeforeEach
  void open() {
    database = TestStore.in(directory);
    database.change(tx -> {
      tx.update(
              """
              INSERT INTO webhook_endpoints (id, url, event_types, headers, retry_waits_ms, status,
                paused_until_ms, created_at_ms, updated_at_ms)
              VALUES ('we_1', 'http://a.test/', '*', :headers, '1', 'enabled', 0, 0, 0)
              """)
          .bind("headers", new byte[1])
          .execute();
      store.insert(tx, begun());
    });
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void oneThatWasPausedMeanwhileDoesNotMoveOn() {
    Replay running = stored();
    become(running, ReplayState.PAUSED);

    assertThat(move(running, "2")).isFalse();
    assertThat(stored().progress().queued()).isZero();
  }

  @Test
  void oneThatMovedOnMeanwhileDoesNotMoveOnFromWhereItWas() {
    Replay before = stored();
    assertThat(move(before, "2")).isTrue();

    assertThat(move(before, "3")).isFalse();
    assertThat(stored().progress().span().place()).isEqualTo("2");
    assertThat(stored().progress().queued()).isEqualTo(1);
  }

  @Test
  void oneThatWasCanceledMeanwhileIsNotPausedAnyMore() {
    Replay running = stored();
    become(running, ReplayState.CANCELED);

    assertThat(become(running, ReplayState.PAUSED)).isFalse();
    assertThat(stored().standing().state()).isEqualTo(ReplayState.CANCELED);
  }

  private static Replay begun() {
    return new Replay(
        ID,
        new Selection(
            new EndpointId("we_1"),
            ReplayScope.of(ReplayScope.WORDS.getFirst()),
            EventFilter.of(List.of("*")),
            new Selection.Range(null, null)),
        50,
        new Replay.Standing(ReplayState.RUNNING, null),
        new Replay.Progress(3, 0, new Replay.Span("1", "4"), 0),
        NOW,
        NOW);
  }

  private Replay stored() {
    return database.read(tx -> store.byId(tx, ID)).orElseThrow();
  }

  private boolean become(Replay seen, ReplayState next) {
    return database.write(tx -> store.changeState(tx, seen, new Replay.Standing(next, null), NOW));
  }

  private boolean move(Replay seen, String place) {
    return database.write(tx -> store.move(tx, seen, place, 1, NOW));
  }
}
