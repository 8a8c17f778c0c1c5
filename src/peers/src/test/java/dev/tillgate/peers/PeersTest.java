package dev.tillgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.system.bench.BenchCommand;
import dev.tillgate.system.bench.outbox.Candidate;
import dev.tillgate.system.bench.outbox.Engine;
import dev.tillgate.system.bench.outbox.OpenOutbox;
import dev.tillgate.system.playground.OwnPostgres;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Receiver;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine;

/** Whoever is measured keeps what it was given, posts all of it once, and notes that it did. */
class PeersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BACKLOG = 5;

  @TempDir Path directory;
  private final Map<String, Integer> lengths = new ConcurrentHashMap<>();
  private final Receiver sink = Receiver.start(this::take);
  private final PrintStream terminal = System.out;

  private int take(Receiver.Arrival arrival) {
    lengths.merge(arrival.id(), arrival.body().length(), Integer::sum);
    return 204;
  }

  @AfterEach
  void close() {
    System.setOut(terminal);
    sink.close();
  }

  static Stream<Candidate> onSqlite() {
    return ServiceLoader.load(Candidate.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(each -> each.runsOn(Engine.SQLITE));
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
    OpenOutbox.Published left;
    try (OpenOutbox office = candidate.office(place, sink.url())) {
      office.fill(BACKLOG);
      left = office.publish();
      assertThat(office.isSettled()).isFalse();
    }
    try (OpenOutbox outbox = candidate.open(place, sink.url())) {
      OpenOutbox.Published published = outbox.publish();
      Poll.until("all posts", PATIENCE, () -> lengths.size() == BACKLOG + 2);
      Poll.until("all to be settled", PATIENCE, outbox::isSettled);

      assertThat(lengths).containsKeys(left.id(), published.id());
      assertThat(lengths.values()).allMatch(length -> Math.abs(length - 1_024) < 9);
    }
  }

  @Test
  void theyAreMeasuredAgainstOurs() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));

    int status =
        new CommandLine(new BenchCommand())
            .execute("outbox", "--events=16", "--rounds=1", "--seconds=1", "--peers=db-scheduler");

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("tillgate, in times", "times the best peer");
    assertThat(status).isZero();
  }
}
