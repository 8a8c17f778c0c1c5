package dev.tillgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.callback.Signatory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The flags that name sources of callbacks, from the command line to what is believed. */
class SourceOptionsTest {
  private static final Map<String, String> KEY =
      Map.of("TILLGATE_PSP_KEY", "sk_test_secret", "TILLGATE_CALLBACK_SECRET", "whsec_abc");

  @Test
  void severalSourcesEachWithSecretsOfItsOwn() {
    List<Signatory> sources =
        sources(
            "--callback-source",
            "github=github",
            "--callback-source",
            "sms=twilio",
            "--callback-source-secret",
            "github=one@2026-12-01T00:00:00Z",
            "--callback-source-secret",
            "github=two==",
            "--callback-source-secret",
            "sms=token",
            "--callback-source-url",
            "sms=https://shop.example/v1/callbacks/sms?a=b");

    assertThat(sources).extracting(Signatory::name).containsExactly("github", "sms");
    assertThat(sources.getFirst().secrets())
        .extracting(secret -> secret.value())
        .containsExactly("one", "two==");
    assertThat(sources.getLast().url()).contains("https://shop.example/v1/callbacks/sms?a=b");
  }

  @Test
  void anEnvironmentVariableHoldsSeveralBetweenSpaces() {
    Map<String, String> environment = new java.util.HashMap<>(KEY);
    environment.put("TILLGATE_CALLBACK_SOURCE", "github=github  shop=shopify");
    environment.put("TILLGATE_CALLBACK_SOURCE_SECRET", "github=one shop=two");

    CommandLineTest.Outcome outcome = CommandLineTest.run(environment, "config");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.line("--callback-source")).contains("github=github shop=shopify");
    assertThat(outcome.line("--callback-source-secret"))
        .isEqualTo("--callback-source-secret ******** environment TILLGATE_CALLBACK_SOURCE_SECRET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=gitlab   | a=hush     |               | --callback-source a=gitlab is no scheme we know
          a=github   |            |               | --callback-source-secret a=… is needed
          a=github   | b=hush     |               | --callback-source-secret is given for a source
          a=github   | hush       |               | --callback-source-secret is NAME=VALUE
          a=github   | a=         |               | --callback-source-secret is NAME=VALUE
          a=github   | a=hush@x   |               | after the last @ of a callback secret stands its end
          a=adyen    | a=hush     |               | a callback secret of a is not written as its
          a=square   | a=hush     |               | signs the URL it sends to
          a=square   | a=hush     | b=https://x.y | --callback-source-url is given for a source
          a=square   | a=hush     | a=x a=y       | --callback-source-url is given twice
          a=square   | a=hush     | a=not-a-url   | --callback-source-url a is an http(s) URL
          a=github a=slack | a=hush |             | --callback-source is given twice
          stripe=github | stripe=hush |           | --callback-source stripe is not free
          A=github   | A=hush     |               | has a name of at most 64 lower-case letters
          a.b=github | a.b=hush   |               | has a name of at most 64 lower-case letters
          """)
  void whatIsWrongIsOneLineAndStatus2AndNeverShowsTheSecret(
      String source, String secret, String url, String says) {
    List<String> arguments = new ArrayList<>(List.of("config", "--callback-source", source));
    if (secret != null) {
      arguments.addAll(List.of("--callback-source-secret", secret));
    }
    if (url != null) {
      arguments.addAll(List.of("--callback-source-url", url));
    }

    CommandLineTest.Outcome outcome = CommandLineTest.run(KEY, arguments.toArray(String[]::new));

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains(says);
    assertThat(outcome.err() + outcome.out()).doesNotContain("hush");
  }

  private static List<Signatory> sources(String... arguments) {
    Flags<ServeFlags> flags = Flags.of(ServeFlags.class);
    new CommandLine(flags.spec()).parseArgs(arguments);
    return new SourceOptions(flags.values()).sources(Duration.ofMinutes(5));
  }
}
