package dev.tillgate.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
  @TempDir private Path directory;

  @Test
  void itIsMadeOnceAndReadEverAfter() {
    Path file = directory.resolve("data/master.key");
    byte[] made = MasterKey.readOrMake(file, new Random(1));

    assertThat(made).hasSize(32);
    assertThat(MasterKey.readOrMake(file, new Random(2))).isEqualTo(made);
    assertThat(directory.resolve("data")).isDirectoryContaining("glob:**/master.key");
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    Path file = directory.resolve("master.key");
    MasterKey.readOrMake(file, new Random(1));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatACrashLeftOfAnEarlierAttemptIsNoKey() throws IOException {
    Files.writeString(directory.resolve("master.key.new"), "half a k");

    assertThat(MasterKey.readOrMake(directory.resolve("master.key"), new Random(1))).hasSize(32);
    assertThat(directory.resolve("master.key.new")).doesNotExist();
  }

  @Test
  void twoThatAreMadeAreNotTheSame() {
    Random chance = new Random(1);

    assertThat(MasterKey.readOrMake(directory.resolve("a"), chance))
        .isNotEqualTo(MasterKey.readOrMake(directory.resolve("b"), chance));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "xyz", "0x00", "secret-that-must-not-be-shown"})
  void aFileThatHoldsNoneIsNamedAndNotShown(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("master.key"), text);

    assertThatThrownBy(() -> MasterKey.readOrMake(file, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("must-not-be-shown");
    assertThat(file).hasContent(text);
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path file = Files.createDirectory(directory.resolve("master.key"));

    assertThatThrownBy(() -> MasterKey.readOrMake(file, new Random(1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }
}
