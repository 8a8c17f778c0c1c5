package dev.tillgate.gateway.payment.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.ForwardingDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which callbacks may share a transaction with others: those that stand in nobody's way. */
class SharedWritesTest {
  @TempDir Path directory;
  final List<String> written = new ArrayList<>();
  Mailroom room;

  @BeforeEach
  void open() {
    room = new Mailroom(directory, store -> new Named("alone", store));
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void whatIsPassedOnSharesIt() {
    room.push("72d3162e", "{}");

    assertThat(written).containsExactly("together");
  }

  @Test
  void whatIsAppliedHasOneOfItsOwn() {
    String order = room.box.order();

    room.box.deliver(room.box.event("evt_1", "payment_intent.succeeded", order, "succeeded"));

    assertThat(written).containsExactly("alone");
  }

  @Test
  void whatNobodyCanReadHasOneOfItsOwn() {
    room.box.deliver("{}".getBytes(UTF_8));

    assertThat(written).containsExactly("alone");
  }

  /** Says by which of its two sides it was written to. */
  private final class Named extends ForwardingDatabase {
    private final String name;
    private final Database store;

    Named(String name, Database store) {
      super(store);
      this.name = name;
      this.store = store;
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
      written.add(name);
      return super.write(work);
    }

    @Override
    public Database forAppends() {
      return new Named("together", store);
    }
  }
}
