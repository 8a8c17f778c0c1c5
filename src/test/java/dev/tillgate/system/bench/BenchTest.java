package dev.tillgate.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The benchmarks of the outgoing side with tiny numbers: that they run, and say what they saw. */
class BenchTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream terminal = System.out;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(terminal);
  }

  @Test
  void neighboursAreMeasuredWithAndWithoutThoseThatHang() {
    int status =
        bench(
            "neighbours", "--endpoints=4", "--hanging=1", "--rate=40", "--rounds=1", "--seconds=1");

    assertThat(status).isZero();
    assertThat(said()).contains("median", "60 arrivals at those that answer, none missing");
  }

  @Test
  void aFanOutMissesNothingThoughTheGatewayIsKilled() {
    int status = bench("fan-out", "--events=150", "--kills=1", "--limit=100");

    assertThat(said()).contains("everything ended right");
    assertThat(status).isZero();
  }

  @Test
  void anIdleGatewayIsWatched() {
    int status = bench("scheduled", "--deliveries=10000", "--idle=1", "--rounds=1", "--seconds=1");

    assertThat(status).isZero();
    assertThat(said()).contains("Idle for 1 s", " 0 writes", "a fresh event");
  }

  @Test
  void twoNodesShareTheWorkOfOne() {
    int status = bench("nodes", "--endpoints=2", "--events=50", "--delay=1", "--rounds=1");

    assertThat(said()).contains("two nodes", "median");
    assertThat(status).isZero();
  }

  @Test
  void theStoreIsComparedWithItsDriver() {
    int status = bench("store", "--rounds=1", "--millis=50");

    assertThat(said()).contains("driver, batches of 64", "512 callers");
    assertThat(status).isZero();
  }

  @Test
  void ordersAreMeasuredBesideTheirBareExchanges() {
    int status = bench("orders", "--clients=2", "--rounds=1", "--seconds=1");

    assertThat(said()).contains("median", "Errors: 0", "Callbacks acknowledged meanwhile");
    assertThat(status).isZero();
  }

  @Test
  void aSpikeLosesNothing() {
    int status = bench("spike", "--orders=40", "--seconds=1");

    assertThat(said()).contains("40 accepted at once", "Accepted and not told: 0");
    assertThat(status).isZero();
  }

  @Test
  void aStartIsTimed() {
    int status = bench("start", "--deliveries=100", "--rounds=1", "--idle=1");

    assertThat(said()).contains("100 open deliveries", "median", "MiB resident");
    assertThat(status).isZero();
  }

  @Test
  void anOutboxNobodyKnowsIsRefused() {
    CommandLine line = new CommandLine(new BenchCommand());
    StringWriter complaint = new StringWriter();

    line.setErr(new PrintWriter(complaint)).execute("outbox", "--peers=homing-pigeon");

    assertThat(complaint.toString()).contains("--peers: there is no homing-pigeon");
  }

  private static int bench(String... arguments) {
    return new CommandLine(new BenchCommand()).execute(arguments);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
