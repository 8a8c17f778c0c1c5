package dev.tillgate.gateway.platform.store.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tillgate.gateway.platform.store.transfer.Column;
import dev.tillgate.gateway.platform.store.transfer.Rows;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in the binary format of {@code COPY}, which numbers an identity column as it is told.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">PostgreSQL's manual</a>
 */
final class CopyWriter implements Rows, AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(ISO_8859_1);
  private static final short TRAILER = -1;
  private static final int NULL = -1;

  private final String table;
  private final int columns;
  private final CopyIn copy;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);

  /** Into those columns of the table, on a connection that does nothing else until the end. */
  CopyWriter(Connection connection, String table, List<Column> columns) {
    this.table = table;
    this.columns = columns.size();
    String sql =
        columns.stream()
            .map(column -> '"' + column.name() + '"')
            .collect(
                Collectors.joining(
                    ", ", "COPY \"" + table + "\" (", ") FROM STDIN (FORMAT binary)"));
    try {
      copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    } catch (SQLException e) {
      throw new CopyFailedException(table, e);
    }
    chunk.put(SIGNATURE).putInt(0).putInt(0); // Neither flags nor an extension.
  }

  @Override
  public void begin() {
    room(Short.BYTES).putShort((short) columns);
  }

  @Override
  public void none() {
    room(Integer.BYTES).putInt(NULL);
  }

  @Override
  public void number(long value) {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
  }

  @Override
  public void bytes(byte[] value) {
    room(Integer.BYTES).putInt(value.length);
    if (value.length <= CHUNK_BYTES) {
      room(value.length).put(value);
    } else {
      send();
      send(value, value.length);
    }
  }

  /** All rows were written. */
  void end() {
    room(Short.BYTES).putShort(TRAILER);
    send();
    try {
      copy.endCopy();
    } catch (SQLException e) {
      throw new CopyFailedException(table, e);
    }
  }

  /** What was not ended did not happen. */
  @Override
  public void close() {
    if (copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        throw new CopyFailedException(table, e);
      }
    }
  }

  private ByteBuffer room(int bytes) {
    if (chunk.remaining() < bytes) {
      send();
    }
    return chunk;
  }

  private void send() {
    send(chunk.array(), chunk.position());
    chunk.clear();
  }

  private void send(byte[] bytes, int length) {
    try {
      copy.writeToCopy(bytes, 0, length);
    } catch (SQLException e) {
      throw new CopyFailedException(table, e);
    }
  }
}
