package dev.tillgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.api.SampleStore;
import dev.tillgate.gateway.verify.StoreCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} from its arguments to its lines and its exit status. */
class VerifyCommandTest {
  @TempDir static Path store;
  @TempDir Path directory;

  @BeforeAll
  static void fill() throws IOException, InterruptedException {
    SampleStore.fill(store);
  }

  @Test
  void aHealthyStoreIsStatus0AndALineForEachInvariant() {
    StoreCopy.of(store, directory);

    CommandLineTest.Outcome outcome = verify();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().replaceAll(" +", " "))
        .contains("ok order.accepted 6 checked 0 violated every order that was accepted")
        .contains(" 1 orders confirmed\n")
        .endsWith("28 invariants, 0 violations\n");
  }

  @Test
  void aViolationIsStatus1AndNamesTheOffender() {
    StoreCopy copy = StoreCopy.of(store, directory);
    copy.change("UPDATE products SET reserved = 7 WHERE sku = (SELECT MIN(sku) FROM products)");

    CommandLineTest.Outcome outcome = verify();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out().replaceAll(" +", " "))
        .contains("WRONG stock.reserved 6 checked 1 violated")
        .contains("\n fresh-")
        .endsWith("28 invariants, 1 violations\n");
  }

  @Test
  void aDirectoryWithoutAStoreIsSaidInASentence() {
    CommandLineTest.Outcome outcome = verify();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo("there is no store in " + directory + "\n");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aNewerStoreIsSaidInASentence() {
    StoreCopy copy = StoreCopy.of(store, directory);
    copy.change(
        "INSERT INTO flyway_schema_history SELECT 1000, '999', 'later', type, 'V999__later.sql',"
            + " 1, installed_by, installed_on, 0, 1 FROM flyway_schema_history"
            + " WHERE version = '1'");

    CommandLineTest.Outcome outcome = verify();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("was made by a newer gateway").hasLineCount(1);
  }

  @Test
  void anOlderStoreIsSaidInASentence() {
    StoreCopy copy = StoreCopy.of(store, directory);
    copy.change(
        "DELETE FROM flyway_schema_history WHERE installed_rank ="
            + " (SELECT MAX(installed_rank) FROM flyway_schema_history)");

    CommandLineTest.Outcome outcome = verify();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("is of an older gateway").hasLineCount(1);
  }

  @Test
  void aFileThatIsNoStoreIsStatus70() throws IOException {
    Files.writeString(directory.resolve("tillgate.db"), "This is not a database. ".repeat(100));

    CommandLineTest.Outcome outcome = verify();

    assertThat(outcome.status()).isEqualTo(70);
    assertThat(outcome.err()).contains("cannot be read").hasLineCount(1);
  }

  @Test
  void aProviderWithoutAKeyIsBadUsage() {
    CommandLineTest.Outcome outcome = verify("--psp-url", "http://127.0.0.1:9");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo("--psp-url needs --psp-key, a key of that provider\n");
  }

  @Test
  void aProviderThatDoesNotAnswerIsStatus1() {
    StoreCopy.of(store, directory);

    CommandLineTest.Outcome outcome =
        verify("--psp-url", "http://127.0.0.1:9", "--psp-key", "sk_test_nobody");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("the provider at http://127.0.0.1:9/ does not say");
  }

  private CommandLineTest.Outcome verify(String... arguments) {
    return CommandLineTest.run(
        Map.of(),
        Stream.concat(Stream.of("verify", "--data", directory.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
