package dev.tillgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.sqlite.SqliteDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The gateway's command line, from arguments and environment to output and exit status. */
class CommandLineTest {

  private static final String WHSEC = "whsec_YWJjZGVmZ2hpamtsbW5vcA==";
  private static final Map<String, String> KEY =
      Map.of("TILLGATE_PSP_KEY", "sk_test_secret", "TILLGATE_CALLBACK_SECRET", WHSEC);

  @TempDir private Path directory;

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheDefault() {
    Map<String, String> environment =
        Map.of(
            "TILLGATE_PSP_KEY", "sk_test_secret",
            "TILLGATE_CALLBACK_SECRET", WHSEC,
            "TILLGATE_PORT", "1",
            "TILLGATE_ORDER_TTL", "PT1M");

    Outcome outcome = run(environment, "config", "--port", "2");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.line("--port")).isEqualTo("--port 2 flag");
    assertThat(outcome.line("--order-ttl"))
        .isEqualTo("--order-ttl PT1M environment TILLGATE_ORDER_TTL");
    assertThat(outcome.line("--psp-timeout")).isEqualTo("--psp-timeout PT10S default");
    assertThat(outcome.line("--api-key")).isEqualTo("--api-key (not set) default");
  }

  @Test
  void secretsAreMasked() {
    Outcome outcome =
        run(
            KEY,
            "config",
            "--api-key",
            "tg_abcdefghijklmnopqrstuvwxyz",
            "--callback-secret",
            WHSEC);

    assertThat(outcome.line("--psp-key"))
        .isEqualTo("--psp-key ******** environment TILLGATE_PSP_KEY");
    assertThat(outcome.line("--api-key")).isEqualTo("--api-key ******** flag");
    assertThat(outcome.line("--callback-secret")).isEqualTo("--callback-secret ******** flag");
  }

  @Test
  void theFlagsAreShownInTheOrderOfTheirDeclaration() {
    Outcome outcome = run(KEY, "config");

    assertThat(outcome.out().lines().map(line -> line.split(" ", 2)[0]))
        .startsWith(
            "--host", "--port", "--data", "--database-url", "--unsafe", "--roles", "--node-lease")
        .endsWith("--allow-private-networks", "--retention", "--log")
        .hasSize(28);
  }

  @Test
  void aCallbackSecretMayBeRepeated() {
    Flags<ServeFlags> flags = Flags.of(ServeFlags.class);

    new CommandLine(flags.spec())
        .parseArgs(
            "--callback-secret", WHSEC, "--callback-secret", WHSEC + "@2026-12-01T00:00:00Z");

    assertThat(flags.values().callbackSecrets()).hasSize(2);
  }

  @Test
  void whatIsRiskyIsWarnedOf() {
    Outcome outcome = run(KEY, "config", "--allow-private-networks", "--host", "0.0.0.0");

    assertThat(outcome.err())
        .contains("warning: --allow-private-networks lets")
        .contains("warning: --host 0.0.0.0 is reachable");
  }

  @Test
  void onlyTheCommandThatIsAskedForIsMade() {
    Environment environment = new Environment(Map.of());

    assertThat(GatewayCommand.commandLine(environment, "serve", "verify").getSubcommands())
        .containsOnlyKeys("serve");
    assertThat(GatewayCommand.commandLine(environment, "--help").getSubcommands())
        .containsOnlyKeys("serve", "keys", "config", "verify", "migrate-store");
  }

  @Test
  void badUsageIsOneLineAndStatus2() {
    for (String[] arguments :
        new String[][] {{"config", "--port", "x"}, {"serve", "--nope"}, {"keys", "revoke"}}) {
      Outcome outcome = run(KEY, arguments);

      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err().lines()).singleElement().asString().endsWith(" --help");
    }
  }

  @Test
  void aDurationThatIsNoneNamesWhatWasExpected() {
    Outcome outcome = run(KEY, "config", "--order-ttl", "soon");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("not a duration: 'soon'; expected ISO 8601 such as PT30S");
  }

  @Test
  void aRoleThatIsNoneIsNamedBesideThoseThatAre() {
    Outcome outcome = run(KEY, "serve", "--roles", "api,postman");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err().strip())
        .isEqualTo("--roles has no role \"postman\": api, callbacks, worker");
  }

  @Test
  void rolesAreForSeveralGatewaysOnOneDatabase() {
    Outcome outcome = run(KEY, "serve", "--roles", "api");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains("without --database-url");
  }

  @Test
  void theRetentionIsATimeOrOff() {
    assertThat(run(KEY, "config").line("--retention")).isEqualTo("--retention P30D default");
    for (String good : new String[] {"off", "12h", "P90D"}) {
      assertThat(run(KEY, "config", "--callback-secret", WHSEC, "--retention", good).status())
          .isZero();
    }
    for (String bad : new String[] {"0", "0s", "OFF", "never", "-P1D", "PT999999999H"}) {
      Outcome outcome = run(KEY, "config", "--callback-secret", WHSEC, "--retention", bad);

      assertThat(outcome.status()).as(bad).isEqualTo(2);
      assertThat(outcome.err()).contains("--retention").contains("off");
    }
  }

  @Test
  void aKeyThatWasMadeIsListedAndRevoked() {
    String made = keys("create", "--scope", "read,checkout", "--name", "shop").out();
    assertThat(made).startsWith("tg_").contains("checkout  works  shop");

    String listed = keys("list").out();
    assertThat(made).endsWith(listed);

    String id = listed.split(" ", 2)[0];
    assertThat(keys("revoke", id).out()).isEqualTo("revoked " + id + "\n");
    assertThat(keys("list").out()).contains("checkout  revoked  shop");
    assertThat(keys("revoke", id).status()).isEqualTo(1);
  }

  @Test
  void keysOfAStoreThatIsHeldAskForTheGatewaysKey() {
    try (Database held = held()) {
      Outcome outcome = keys("list");

      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err()).contains("give --api-key, an admin key of it").contains("8080");
    }
  }

  @Test
  void servingDataThatIsHeldIsStatus3() {
    try (Database held = held()) {
      Outcome outcome =
          run(
              KEY,
              "serve",
              "--port",
              "0",
              "--data",
              directory.toString(),
              "--callback-secret",
              WHSEC);

      assertThat(outcome.err()).contains(directory.toString());
      assertThat(outcome.status()).isEqualTo(GatewayCommand.DATA_HELD);
    }
  }

  private SqliteDatabase held() {
    return SqliteDatabase.open(
        directory, new StoreOptions(1, (reason, cause) -> {}, StoreObserver.NONE));
  }

  private Outcome keys(String... arguments) {
    return run(
        KEY,
        Stream.concat(
                Stream.concat(Stream.of("keys"), Stream.of(arguments)),
                Stream.of("--data", directory.toString()))
            .toArray(String[]::new));
  }

  /** What a command prints goes to the process's own output. */
  static Outcome run(Map<String, String> environment, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      StringWriter err = new StringWriter();
      int status =
          GatewayCommand.commandLine(new Environment(environment), arguments)
              .setErr(new PrintWriter(err, true))
              .execute(arguments);
      return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  record Outcome(int status, String out, String err) {
    String line(String flag) {
      return out.lines()
          .filter(line -> line.startsWith(flag + " "))
          .findFirst()
          .orElse("")
          .replaceAll(" +", " ");
    }
  }
}
