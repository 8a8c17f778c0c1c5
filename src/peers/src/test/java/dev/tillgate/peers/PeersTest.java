package dev.tillgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.OpenOutbox;
import dev.tillgate.system.playground.OwnPostgres;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is measured keeps what it was given, posts all of it once, and notes that it did. */
class PeersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BACKLOG = 5;

  @TempDir Path directory;
  private final Map<String, Integer> lengths = new ConcurrentHashMap<>();
  private final Map<String, String> paths = new ConcurrentHashMap<>();
  private final Receiver sink = Receiver.start(this::take);

  private int take(Receiver.Arrival arrival) {
    paths.put(arrival.id(), arrival.path());
    lengths.merge(arrival.id(), arrival.body().length(), Integer::sum);
    return 204;
  }

  @AfterEach
  void close() {
    sink.close();
  }

  static Stream<Candidate> onSqlite() {
    return ServiceLoader.load(Candidate.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(each -> each.runsOn(Engine.SQLITE))
        .filter(each -> !(each instanceof Mayfly));
  }

  @ParameterizedTest
  @MethodSource("onSqlite")
  void onSqliteItPostsABacklogAndWhatIsNew(Candidate candidate) {
    postsABacklogAndWhatIsNew(candidate, StorePlace.in(directory));
  }

  @Test
  void onPostgresTheyDoSoToo() {
    try (OwnPostgres server = OwnPostgres.in(directory.resolve("postgres"))) {
      StorePlace place = new StorePlace(directory, Optional.of(server.url()), false);

      // Each makes tables of its own. The others are seen on the other engine and below.
      postsABacklogAndWhatIsNew(new DbScheduler(), place);
      postsABacklogAndWhatIsNew(new TransactionalOutbox(), place);
    }
  }

  private void postsABacklogAndWhatIsNew(Candidate candidate, StorePlace place) {
    lengths.clear();
    Destinations to = new Destinations(sink.url(), 2, PATIENCE);
    OpenOutbox.Published left;
    try (OpenOutbox office = candidate.office(place, to)) {
      office.fill(BACKLOG);
      left = office.publish();
      assertThat(office.isSettled()).isFalse();
    }
    try (OpenOutbox outbox = candidate.open(place, to)) {
      OpenOutbox.Published published = outbox.publish();
      OpenOutbox.Published beside = outbox.publish(1);
      Poll.until("all posts", PATIENCE, () -> lengths.size() == BACKLOG + 3);
      Poll.until("all to be settled", PATIENCE, outbox::isSettled);

      assertThat(lengths).containsKeys(left.id(), published.id(), beside.id());
      assertThat(paths).containsEntry(left.id(), "/0").containsEntry(beside.id(), "/1");
      assertThat(lengths.values()).allMatch(length -> Math.abs(length - 1_024) < 9);
    }
  }
}
