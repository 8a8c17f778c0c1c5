package dev.tillgate.mockpsp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.mockpsp.MockPspSettings;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** From arguments to settings. */
class OptionsTest {
  @Test
  void withoutArgumentsTheDefaultsOfTheManualHold() {
    MockPspSettings settings = read();

    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(12111);
    assertThat(settings.data()).contains(Path.of("data"));
    assertThat(settings.retryScale()).isEqualTo(1.0);
    assertThat(settings.faults()).isTrue();
    assertThat(settings.callbacks()).isEmpty();
  }

  @Test
  void everyFlagIsHeard() {
    MockPspSettings settings =
        read(
            "--memory",
            "--port",
            "0",
            "--host",
            "0.0.0.0",
            "--api-key",
            "sk_test_x",
            "--callback",
            "http://a/1",
            "--callback-secret",
            "whsec_1",
            "--callback",
            "http://b/2",
            "--callback-secret",
            "whsec_2",
            "--retry-scale",
            "0.1",
            "--no-faults",
            "--seed",
            "7");

    assertThat(settings.data()).isEmpty();
    assertThat(settings.apiKey()).contains("sk_test_x");
    assertThat(settings.callbacks())
        .containsExactly(
            new MockPspSettings.Callback(URI.create("http://a/1"), "whsec_1"),
            new MockPspSettings.Callback(URI.create("http://b/2"), "whsec_2"));
    assertThat(settings.retryScale()).isEqualTo(0.1);
    assertThat(settings.faults()).isFalse();
    assertThat(settings.seed()).hasValue(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port many",
        "--port 70000",
        "--colour red",
        "--memory --data x",
        "--callback http://a/1",
        "--callback a/1 --callback-secret whsec_1",
        "--retry-scale 0"
      })
  void whatMakesNoSenseIsBadUsage(String line) {
    assertThatThrownBy(() -> read(line.split(" ")))
        .isInstanceOf(ParameterException.class)
        .message()
        .isNotBlank()
        .doesNotContain("\n");
  }

  @Test
  void helpNamesTheEnvironment() {
    assertThat(new Options().read(new String[] {"--help"})).isEmpty();
    assertThat(new Options().help()).contains("TILLGATE_MOCK_PSP_", "--retry-scale");
  }

  private static MockPspSettings read(String... arguments) {
    return new Options().read(arguments).orElseThrow();
  }
}
