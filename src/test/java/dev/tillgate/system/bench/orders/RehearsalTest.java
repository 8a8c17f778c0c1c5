package dev.tillgate.system.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** From Java 25 on; an older one would be refused. */
@EnabledForJreRange(minVersion = 25)
class RehearsalTest {
  @TempDir private Path directory;

  @Test
  void aRehearsalWritesDownWhatAGatewayTakesUp() throws Exception {
    Path cache = directory.resolve("serve.aot");

    assertThat(new Rehearsal(cache, 1).run()).isZero();

    assertThat(cache).isRegularFile().isNotEmptyFile();
  }

  @Test
  void whereNothingCanBeWrittenNothingIsRehearsed() {
    Path nowhere = directory.resolve("no-such-directory/serve.aot");

    assertThatThrownBy(() -> new Rehearsal(nowhere, 1)).hasMessageContaining("--cache");
  }

  @Test
  void aRehearsalHasALength() {
    assertThatThrownBy(() -> new Rehearsal(directory, 0)).hasMessageContaining("--seconds");
  }
}
