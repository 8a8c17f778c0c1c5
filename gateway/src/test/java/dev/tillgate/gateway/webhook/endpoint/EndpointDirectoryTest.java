package dev.tillgate.gateway.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointDirectoryTest {
  private final Random chance = new Random(1);
  private final EndpointDirectory directory =
      new EndpointDirectory(
          new SecretBox(new byte[SecretBox.KEY_BYTES], chance),
          new Ids(new SteppedClock(), chance));
  private Database database;

  @BeforeEach
  void open(@TempDir Path directory) {
    database = TestStore.in(directory);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aTransactionSeesItsOwnChangesAndTheNextOneThoseThatStand() {
    int seen =
        database.write(tx -> {
          directory.add(tx, target("we_1"));
          return directory.all(tx).size();
        });

    assertThat(seen).isEqualTo(1);
    assertThat(endpoints()).isEqualTo(1);
  }

  @Test
  void aChangeThatWasRolledBackIsForgotten() {
    assertThatThrownBy(() ->
            database.change(tx -> {
              directory.add(tx, target("we_1"));
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");

    assertThat(endpoints()).isZero();
  }

  @Test
  void whatWasStoredIsReadAgainWithItsSecrets() {
    database.change((Tx tx) -> directory.add(tx, target("we_1")));
    EndpointDirectory fresh =
        new EndpointDirectory(
            new SecretBox(new byte[SecretBox.KEY_BYTES], chance),
            new Ids(new SteppedClock(), chance));

    fresh.load(database);

    Target read = fresh.committed(new EndpointId("we_1")).orElseThrow();
    assertThat(read.endpoint().settings().wire().headers())
        .containsExactly(Map.entry("X-Key", "hush"));
    assertThat(read.secrets().getFirst().key()).isEqualTo(new byte[32]);
  }

  private int endpoints() {
    return database.write(tx -> directory.all(tx).size());
  }

  private static Target target(String id) {
    EndpointSettings settings =
        new EndpointSettings(
            "https://a.test/",
            EventFilter.of(List.of("*")),
            null,
            new Wire(Format.STANDARD, Signing.HMAC, Map.of("X-Key", "hush")),
            Tempo.FREE);
    Endpoint endpoint =
        new Endpoint(new EndpointId(id), settings, Endpoint.Gate.OPEN, Instant.EPOCH);
    return new Target(endpoint, List.of(new SigningSecret(new byte[32], null)));
  }
}
