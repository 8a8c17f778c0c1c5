package dev.tillgate.gateway.platform.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.transfer.Moved;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store moves from SQLite to PostgreSQL as it is. */
@Timeout(60)
class MoveTest {
  private static final String KEYS = "SELECT COUNT(*) FROM api_keys";
  private static final String LOG = "SELECT id FROM event_log ORDER BY position";
  private static final String EVENT =
      "INSERT INTO events (id, type, payload, created_at_ms) VALUES ('%s', 'a.b', %s, 0)";

  @TempDir private Path directory;
  private TwoStores stores;

  @BeforeEach
  void fill() {
    stores = TwoStores.in(directory);
    stores.here(
        "INSERT INTO api_keys VALUES ('key_1', 'Jörg’s 🔑', 'a1', 'read', 9000000000000, NULL)");
  }

  @Test
  void aValueComesOutAsItWentIn() {
    stores.here(
        "INSERT INTO idempotency_keys VALUES ('key_1', '', 'f', 'r', -1, NULL, NULL, x'')",
        "INSERT INTO idempotency_keys VALUES ('key_1', 'k', 'f', 'r', 0, 9, 'h', x'00ff0a5c')");

    stores.move();

    assertThat(
            stores.there(
                "SELECT name || created_at_ms || COALESCE(revoked_at_ms, 0) FROM api_keys"))
        .containsExactly("Jörg’s 🔑90000000000000");
    assertThat(
            stores.there(
                "SELECT concat_ws('/', key, created_at_ms, status, headers, encode(body, 'hex'))"
                    + " FROM idempotency_keys ORDER BY key"))
        .containsExactly("/-1/", "k/0/9/h/00ff0a5c");
  }

  @Test
  void valuesOfAnySizeAndManyRowsFit() {
    stores.here(
        "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            + " INSERT INTO events (id, type, payload, created_at_ms)"
            + " SELECT 'evt_' || i, 'a.b', zeroblob(i * 37), 0 FROM n",
        "UPDATE events SET payload = zeroblob(65535) WHERE id = 'evt_1'",
        "UPDATE events SET payload = zeroblob(65536) WHERE id = 'evt_2'",
        "UPDATE events SET payload = zeroblob(65537) WHERE id = 'evt_3'");

    assertThat(stores.move()).contains(new Moved("events", 3000), new Moved("api_keys", 1));

    assertThat(stores.there("SELECT SUM(length(payload)) FROM events"))
        .containsExactly(String.valueOf(37L * (3000 * 3001 / 2 - 6) + 3 * 65536));
  }

  @Test
  void eventsThatAreWrittenNowStandBehindThoseThatMoved() {
    stores.here(EVENT.formatted("evt_1", "x''"), EVENT.formatted("evt_2", "x''"));

    stores.move();

    assertThat(stores.there(LOG)).containsExactly("evt_1", "evt_2");
    stores.there(EVENT.formatted("evt_3", "''") + " RETURNING id");
    assertThat(stores.there(LOG)).containsExactly("evt_1", "evt_2", "evt_3");
  }

  @Test
  void soTheyDoWhenThisServerHasCountedFewerTransactions() {
    stores.here(EVENT.formatted("evt_1", "x''"), "UPDATE events SET position = 36028797018963968");

    stores.move();

    assertThat(stores.there(LOG)).containsExactly("evt_1");
    stores.there(EVENT.formatted("evt_2", "''") + " RETURNING id");
    assertThat(stores.there(LOG)).containsExactly("evt_1", "evt_2");
  }

  @Test
  void theTimelineGoesOnBehindItsLastLine() {
    stores.here("INSERT INTO order_timeline VALUES (41, 'ord_1', 0, 'a', 'b', '{}')");

    stores.move();

    assertThat(
            stores.there(
                "INSERT INTO order_timeline (order_id, at_ms, kind, text, details)"
                    + " VALUES ('ord_1', 1, 'a', 'b', '{}') RETURNING position"))
        .containsExactly("42");
  }

  @Test
  void whatWasRemovedForItsAgeIsKnownToBeGone() {
    stores.here("UPDATE retention SET events_after = 7, newest_removed = 'evt_0'");

    stores.move();

    assertThat(stores.there("SELECT events_after || newest_removed FROM retention"))
        .containsExactly("7evt_0");
  }

  @Test
  void theServerKnowsAtOnceHowLargeItsTablesAre() {
    stores.move();

    assertThat(stores.there("SELECT reltuples FROM pg_class WHERE relname = 'api_keys'"))
        .containsExactly("1");
  }

  @Test
  void nobodyTakesWhatAGatewayKnewOfTheEmptyDatabaseForWhatStands() {
    List<String> before = stores.there("SELECT value FROM revisions");

    stores.move();

    assertThat(before).isNotEmpty();
    assertThat(stores.there("SELECT value FROM revisions")).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aTableInPartitionsIsOneTable() {
    stores.change(
        "DROP TABLE webhook_keys",
        "CREATE TABLE webhook_keys (id text COLLATE \"C\" PRIMARY KEY, algorithm text, sealed bytea,"
            + " until_ms bigint, created_at_ms bigint) PARTITION BY RANGE (id)",
        "CREATE TABLE webhook_keys_rest PARTITION OF webhook_keys DEFAULT");
    stores.here("INSERT INTO webhook_keys VALUES ('wk_1', 'ed25519', x'01', NULL, 0)");

    stores.move();

    assertThat(stores.there("SELECT id FROM webhook_keys_rest")).containsExactly("wk_1");
  }

  @Test
  void theOldStoreStaysAsItWasAndIsFreeAgain() {
    stores.move();

    try (Database old = stores.open()) {
      long keys = old.read(tx -> tx.query(KEYS).mapTo(Long.class).one());
      assertThat(keys).isEqualTo(1);
    }
  }

  @Test
  void noGatewayStartsOnTheOldStoreMeanwhile() {
    try (Move move = stores.between()) {
      assertThatThrownBy(() -> stores.open()).isInstanceOf(DataHeldException.class);
    }
  }
}
