package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.engine.Move;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the deliveries of a store that moved to PostgreSQL come to. */
@Timeout(60)
class MovedTest {
  @TempDir private Path directory;

  @Test
  void whatAKilledGatewayWasSendingIsSentByTheNextOneOnTheOtherEngine() {
    String database = TestPostgres.freshDatabase();
    try (Bench first = new Bench(directory)) {
      first.endpoint("http://a.test/");
    }
    Bench killed = new Bench(directory); // Its chance is not the next one's, nor is its name.
    String event = killed.publish("order.placed", "ord_1").value();
    killed.kill();

    move(database);

    try (Bench next = Bench.node(database)) {
      next.step();
      assertThat(next.sender.sent).extracting(sent -> sent.id().value()).containsExactly(event);
      assertThat(next.rows("SELECT number, outcome FROM delivery_attempts ORDER BY number"))
          .extracting(Object::toString)
          .containsExactly("{number=1, outcome=interrupted}", "{number=2, outcome=delivered}");
    }
  }

  private void move(String database) {
    try (Move move =
        Move.between(StorePlace.in(directory), StorePlace.at(database, /* unsafe= */ false))) {
      assertThat(move.run()).isNotEmpty();
    }
  }
}
