package dev.tillgate.gateway.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ruling 17. */
class ApiKeysTest {
  private static final String GIVEN = "tg_" + "x".repeat(24);

  @TempDir private Path directory;

  private final SteppedClock clock = new SteppedClock();
  private Database database;
  private ApiKeys keys;

  @BeforeEach
  void open() {
    database = TestStore.in(directory);
    keys = keys();
  }

  private ApiKeys keys() {
    Random chance = new Random(1);
    return new ApiKeys(database, new Ids(clock, chance), clock, chance);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aKeyIsFoundByItsText() {
    ApiKeys.NewKey made = keys.create("a shop", Scope.CHECKOUT);

    assertThat(made.text()).matches("tg_[0-9a-f]{48}");
    assertThat(keys.find(made.text())).contains(made.key());
    assertThat(made.key().scope()).isEqualTo(Scope.CHECKOUT);
    assertThat(made.key().createdAt()).isEqualTo(clock.instant());
  }

  @Test
  void itsTextIsNowhereOnDisk() {
    String text = keys.create("a shop", Scope.READ).text();
    keys.ensureAdmin(GIVEN);
    database.close();

    assertThat(everythingOnDisk()).contains("a shop").doesNotContain(text.substring(3), "xxxxxxxx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tg_",
        "tg_short",
        "sk_xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "tg_with space in the middle of it"
      })
  void aTextWithoutTheFormOfAKeyIsNone(String text) {
    assertThat(keys.find(text)).isEmpty();
    assertThatThrownBy(() -> keys.ensureAdmin(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("24")
        .hasMessageNotContaining("short");
  }

  @Test
  void aTextOfTheRightFormThatNobodyMadeIsNone() {
    assertThat(keys.find(GIVEN)).isEmpty();
  }

  @Test
  void aKeyGivenTwiceIsOneKey() {
    keys.ensureAdmin(GIVEN);
    keys().ensureAdmin(GIVEN);

    assertThat(keys.all())
        .singleElement()
        .satisfies(key -> assertThat(key.scope()).isEqualTo(Scope.ADMIN));
    assertThat(keys.find(GIVEN)).contains(keys.all().getFirst());
  }

  @Test
  void aRevokedKeyEndsAtOnce() {
    ApiKeys.NewKey made = keys.create("a shop", Scope.READ);
    assertThat(keys.find(made.text())).isPresent();

    assertThat(keys.revoke(made.key().id())).isTrue();

    assertThat(keys.find(made.text())).isEmpty();
    assertThat(keys.revoke(made.key().id())).isFalse();
    assertThat(keys.all())
        .singleElement()
        .satisfies(key -> assertThat(key.revokedAt()).isEqualTo(clock.instant()));
  }

  @Test
  void aKeyGivenAgainAfterItWasRevokedStaysRevoked() {
    keys.ensureAdmin(GIVEN);
    keys.revoke(keys.all().getFirst().id());

    keys.ensureAdmin(GIVEN);

    assertThat(keys.find(GIVEN)).isEmpty();
  }

  @Test
  void aKeyThatAnotherProcessRevokedEndsWithinSeconds() {
    ApiKeys.NewKey made = keys.create("a shop", Scope.READ);
    assertThat(keys.find(made.text())).isPresent();
    keys().revoke(made.key().id());

    clock.advance(Duration.ofSeconds(5));

    assertThat(keys.find(made.text())).isEmpty();
  }

  @Test
  void nobodyRevokesAKeyThereIsNot() {
    assertThat(keys.revoke("key_nothing")).isFalse();
  }

  @Test
  void everyScopeIncludesThoseBelowIt() {
    assertThat(Scope.ADMIN.includes(Scope.READ)).isTrue();
    assertThat(Scope.CHECKOUT.includes(Scope.READ)).isTrue();
    assertThat(Scope.READ.includes(Scope.READ)).isTrue();
    assertThat(Scope.READ.includes(Scope.CHECKOUT)).isFalse();
    assertThat(Scope.CHECKOUT.includes(Scope.ADMIN)).isFalse();
  }

  private String everythingOnDisk() {
    try (Stream<Path> files = Files.walk(directory)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
