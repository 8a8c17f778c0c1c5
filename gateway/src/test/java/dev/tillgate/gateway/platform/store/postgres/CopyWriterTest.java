package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.transfer.Column;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows on their way into a table. */
@Timeout(60)
class CopyWriterTest {
  private final PostgresServer server = new PostgresServer(TestPostgres.freshDatabase());

  @Test
  void whatWasNotEndedDidNotHappenAndLeavesTheConnectionFree() {
    try (Handle handle = server.direct().open()) {
      handle.execute("CREATE TABLE t (n bigint)");
      List<Column> columns = List.of(new Column("t", "n", Column.Kind.NUMBER));

      try (CopyWriter writer = new CopyWriter(handle.getConnection(), "t", columns)) {
        writer.begin();
        writer.number(1);
      }

      assertThat(handle.createQuery("SELECT COUNT(*) FROM t").mapTo(Long.class).one()).isZero();
    }
  }
}
