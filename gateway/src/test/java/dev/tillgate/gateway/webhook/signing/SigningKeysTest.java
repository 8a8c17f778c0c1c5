package dev.tillgate.gateway.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
  private final SteppedClock clock = new SteppedClock();
  private final Random chance = new Random(1);
  private final Ids ids = new Ids(clock, chance);
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
  void theFirstKeyIsMadeOnceAndSurvivesARestart() {
    SigningKey first = started().at(clock.instant()).getFirst();

    SigningKey again = started().at(clock.instant()).getFirst();

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.seed()).isEqualTo(first.seed());
    assertThat(again.publicKey()).isEqualTo(first.publicKey());
    assertThat(again.createdAt()).isEqualTo(first.createdAt());
  }

  @Test
  void bothSignUntilTheOverlapEndsAlsoAfterARestart() {
    SigningKeys keys = started();
    String old = idsOf(keys).getFirst();

    String fresh = keys.rotate(Duration.ofDays(7)).getFirst().id();

    assertThat(idsOf(keys)).containsExactly(fresh, old);
    clock.advance(Duration.ofDays(7).minusMillis(1));
    assertThat(idsOf(started())).containsExactly(fresh, old);
    clock.advance(Duration.ofMillis(1));
    assertThat(idsOf(keys)).containsExactly(fresh);
    assertThat(idsOf(started())).containsExactly(fresh);
  }

  @Test
  void theEleventhRotationLetsTheOldestGoAndOneWithoutOverlapEndsTheCurrentOne() {
    SigningKeys keys = started();
    String first = idsOf(keys).getFirst();
    for (int i = 0; i < 10; i++) {
      clock.advance(Duration.ofSeconds(1));
      keys.rotate(Duration.ofDays(7));
    }
    assertThat(idsOf(keys)).hasSize(11).contains(first);

    clock.advance(Duration.ofSeconds(1));
    keys.rotate(Duration.ofDays(7));
    assertThat(idsOf(keys)).hasSize(11).doesNotContain(first);
    String current = idsOf(keys).getFirst();
    keys.rotate(Duration.ZERO);

    assertThat(idsOf(keys)).hasSize(11).doesNotContain(current);
    assertThat(idsOf(started())).hasSameElementsAs(idsOf(keys));
  }

  @Test
  @DisplayName("FLT-S21: keys moved to each other's rows do not open")
  void movedKeysDoNotOpen() {
    started().rotate(Duration.ofDays(1));

    database.change(tx ->
        tx.update(
                """
                UPDATE webhook_keys SET sealed =
                  (SELECT other.sealed FROM webhook_keys other WHERE other.id <> webhook_keys.id)
                """)
            .execute());

    assertThatThrownBy(this::started).hasMessageContaining("altered or moved");
  }

  @Test
  void withAnotherMasterKeyNothingStarts() {
    started();
    byte[] other = new byte[SecretBox.KEY_BYTES];
    Arrays.fill(other, (byte) 1);

    SigningKeys keys = new SigningKeys(database, new SecretBox(other, chance), ids, clock);

    assertThatThrownBy(keys::load).hasMessageContaining("--master-key-file");
  }

  @Test
  void nothingIsSentWithoutTheSignatureThatWasAskedFor() {
    SigningKeys notLoaded = new SigningKeys(database, box(), ids, clock);

    assertThatThrownBy(() -> notLoaded.at(clock.instant()))
        .isInstanceOf(IllegalStateException.class);
  }

  private List<String> idsOf(SigningKeys keys) {
    return keys.at(clock.instant()).stream().map(SigningKey::id).toList();
  }

  private SigningKeys started() {
    SigningKeys keys = new SigningKeys(database, box(), ids, clock);
    keys.load();
    return keys;
  }

  private SecretBox box() {
    return new SecretBox(new byte[SecretBox.KEY_BYTES], chance);
  }
}
