package dev.tillgate.gateway.platform.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.Turn;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nodes on one PostgreSQL database, whose clock is the one that counts between them. */
class NodeTest {
  private static final Duration LEASE = Node.Terms.LEASE;

  private final SteppedClock clock = new SteppedClock();
  private final Random chance = new Random(3);
  private final Database database =
      Stores.open(
          new StorePlace(Path.of("unused"), Optional.of(TestPostgres.migratedDatabase()), false),
          TestStore.OPTIONS);
  private final Node first = joined(true);
  private final Node second = joined(true);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theOneThatCameFirstLeadsAndTheNextWhenItLeaves() {
    first.beat();
    assertThat(first.lead().isOurs()).isTrue();
    assertThat(second.lead().isOurs()).isFalse();
    assertThat(first.nodes()).isEqualTo(2);

    first.close();
    second.beat();

    assertThat(second.lead().isOurs()).isTrue();
    assertThat(second.hasOthers()).isFalse();
  }

  @Test
  @DisplayName("FLT-P05: a node that is silent for its lease is taken over from")
  void aSilentNodeIsBuried() {
    AtomicInteger told = new AtomicInteger();
    second.onChange(told::incrementAndGet);
    second.beat();
    second.tend();
    assertThat(told).as("nobody came or went").hasValue(0);
    silent(first, LEASE.plusSeconds(1));

    second.beat();
    second.tend();
    second.tend();

    assertThat(told).as("once").hasValue(1);
    assertThat(second.nodes()).isEqualTo(1);
    assertThat(second.lead().isOurs()).isTrue();
  }

  @Test
  void aNodeThatIsSilentForLessThanItsLeaseStays() {
    silent(first, LEASE.minusSeconds(5));

    second.beat();

    assertThat(second.nodes()).isEqualTo(2);
  }

  @Test
  void eachNodeIsBuriedByItsOwnLease() {
    try (Node patient = joined(new Node.Terms(true, LEASE.multipliedBy(2)))) {
      silent(patient, LEASE.plusSeconds(1));
      second.beat();
      assertThat(second.nodes()).isEqualTo(3);

      silent(patient, LEASE);
      second.beat();
      assertThat(second.nodes()).isEqualTo(2);
    }
  }

  @Test
  void aNodeThatWasAwayItselfBuriesNobodyAtItsFirstBeat() {
    silent(first, LEASE.plusSeconds(1));
    silent(second, LEASE.dividedBy(2).plusSeconds(1));

    second.beat();
    assertThat(second.nodes()).as("the store was away, perhaps, for both").isEqualTo(2);

    second.beat();
    assertThat(second.nodes()).isEqualTo(1);
  }

  @Test
  @DisplayName("FLT-P05: a node that comes back goes on under a new id, behind the others")
  void aBuriedNodeRejoins() {
    AtomicInteger told = new AtomicInteger();
    first.onChange(told::incrementAndGet);
    String before = first.id();
    silent(first, LEASE.plusSeconds(1));
    second.beat();

    first.beat();
    first.tend();

    assertThat(first.id()).isNotEqualTo(before);
    assertThat(first.lead().isOurs()).isFalse();
    assertThat(first.nodes()).isEqualTo(2);
    assertThat(told).hasValue(1);
  }

  @Test
  void aNodeThatCouldNotBeatHoldsNothingAndLeadsNothingByItsOwnClock() {
    clock.advance(LEASE.multipliedBy(3).dividedBy(4).minusMillis(1));
    assertThat(first.holds()).isTrue();

    clock.advance(Duration.ofMillis(1));
    assertThat(first.holds()).isFalse();
    assertThat(first.lead().isOurs()).isFalse();

    first.beat();
    assertThat(first.holds()).isTrue();
    assertThat(first.lead().isOurs()).isTrue();
  }

  @Test
  void aNodeThatDoesNotWorkNeverLeadsAndHasNoShare() {
    first.close();
    second.close();
    try (Node office = joined(false);
        Node worker = joined(true)) {
      office.beat();

      assertThat(office.lead().isOurs()).isFalse();
      assertThat(office.share("any")).isEqualTo(Share.NONE);
      assertThat(worker.lead().isOurs()).isTrue();
      assertThat(worker.share("any").part(10)).isEqualTo(10);
    }
  }

  @Test
  void theSharesOfAllAreTheWhole() {
    try (Node third = joined(true)) {
      first.beat();
      second.beat();
      for (String key : new String[] {"we_1", "we_2", "we_3", "we_4"}) {
        assertThat(
                first.share(key).part(10) + second.share(key).part(10) + third.share(key).part(10))
            .isEqualTo(10);
        assertThat(first.share(key).part(1) + second.share(key).part(1) + third.share(key).part(1))
            .isEqualTo(1);
      }
      assertThat(first.share("we_1")).isNotEqualTo(first.share("we_2"));
    }
  }

  @Test
  void whoeverFailedToTakeNoteIsToldAgain() {
    AtomicInteger tries = new AtomicInteger();
    first.onChange(() -> {
      if (tries.incrementAndGet() == 1) {
        throw new IllegalStateException("not now");
      }
    });
    first.beat();
    assertThatThrownBy(first::tend).hasMessage("not now");

    first.tend();
    first.tend();

    assertThat(tries).hasValue(2);
  }

  @Test
  void whoLeadsAmongOthersLooksOftenAndWhoIsAloneNeedNot() {
    first.beat();
    assertThat(first.lead().patience()).isEqualTo(Duration.ofSeconds(1));

    second.close();
    first.beat();
    assertThat(first.lead().patience()).isEqualTo(Turn.ALWAYS.patience());
  }

  private Node joined(boolean works) {
    return joined(new Node.Terms(works, LEASE));
  }

  private Node joined(Node.Terms terms) {
    Node node = new Node(database, new Ambient(clock, chance), terms);
    node.join();
    return node;
  }

  /** As if the node had said nothing for that long. */
  private void silent(Node node, Duration silence) {
    database.change(tx ->
        tx.update("UPDATE nodes SET seen_at_ms = seen_at_ms - :ms WHERE id = :id")
            .bind("ms", silence.toMillis())
            .bind("id", node.id())
            .execute());
  }
}
