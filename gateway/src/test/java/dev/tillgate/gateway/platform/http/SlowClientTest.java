package dev.tillgate.gateway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FLT-S11: who is slow on purpose is closed; who is merely waiting is not. */
@Timeout(60)
class SlowClientTest {
  private static final int DEADLINE_MILLIS = 300;
  private static final String GET = "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST =
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private HttpServer server = start(100);

  private HttpServer start(int connections) {
    return start(connections, Duration.ofSeconds(10));
  }

  private HttpServer start(int connections, Duration stop) {
    return HttpServer.start(
        InetSocketAddress.createUnresolved("127.0.0.1", 0),
        new Metrics(),
        List.of(this::addRoutes),
        new Limits(Duration.ofMillis(DEADLINE_MILLIS), connections, stop));
  }

  private void addRoutes(RoutesConfig routes) {
    routes.get("/quick", context -> Answer.json(200, Json.object()).send(context));
    routes.post("/echo", context -> Answer.json(200, Bodies.json(context)).send(context));
    routes.post(
        "/slow",
        context -> {
          running.countDown();
          Bodies.json(context);
          go.await();
          Answer.json(200, Json.object().put("waited", true)).send(context);
        });
    routes.get(
        "/slow",
        context -> {
          running.countDown();
          go.await();
          Answer.json(200, Json.object().put("waited", true)).send(context);
        });
  }

  @AfterEach
  void stop() {
    go.countDown();
    server.close();
  }

  @Test
  void aHeaderThatNeverEndsIsCutOff() throws Exception {
    try (RawClient client = connect().send("GET /quick HTTP/1.1\r\nHost: x\r\nX-Slow: ")) {
      assertThat(client.readToTheEnd()).isEmpty();
    }
  }

  @Test
  void aHeaderThatDripsIsCutOff() throws Exception {
    try (RawClient client = connect().send("GET /quick HTTP/1.1\r\nHost: x\r\n")) {
      assertThat(dripUntilClosed(client, "X: y\r\n")).isTrue();
    }
  }

  @Test
  void aConnectionThatNeverSaysAnythingIsCutOff() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.readToTheEnd()).isEmpty();
    }
  }

  @Test
  void theSecondHeaderOfAConnectionHasADeadlineToo() throws Exception {
    try (RawClient client = connect().send(GET)) {
      client.readUntil("{}");
      client.send("GET /quick HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      assertThat(client.readToTheEnd()).isEmpty();
    }
  }

  @Test
  @DisplayName("PAY-B7, FLT-S11: a body that never ends is cut off")
  void aBodyThatNeverEndsIsCutOff() throws Exception {
    try (RawClient client = connect().send(POST + "Content-Length: 100\r\n\r\n{\"a\":")) {
      assertThat(client.readToTheEnd()).doesNotContain("200 OK");
    }
  }

  @Test
  void aBodyThatDripsIsCutOff() throws Exception {
    try (RawClient client = connect().send(POST + "Content-Length: 60000\r\n\r\n{")) {
      assertThat(dripUntilClosed(client, " ")).isTrue();
    }
  }

  @Test
  void aConnectionMayRestBetweenTwoRequests() throws Exception {
    try (RawClient client = connect().send(GET)) {
      client.readUntil("{}");
      assertThat(client.staysSilentFor(2 * DEADLINE_MILLIS)).isTrue();

      assertThat(client.send(GET).readUntil("{}")).contains("200 OK");
    }
  }

  @Test
  void aConnectionMayRestAfterABodyToo() throws Exception {
    String post = POST + "Content-Length: 2\r\n\r\n";
    try (RawClient client = connect().send(post)) {
      client.send("{}").readUntil("{}");
      assertThat(client.staysSilentFor(2 * DEADLINE_MILLIS)).isTrue();

      assertThat(client.send(post + "{}").readUntil("{}")).contains("200 OK");
    }
  }

  @Test
  void aRequestMayWaitForItsAnswerLongerThanItMayTakeToArrive() throws Exception {
    try (RawClient client = connect().send(GET.replace("quick", "slow"))) {
      assertThat(client.staysSilentFor(2 * DEADLINE_MILLIS)).isTrue();
      go.countDown();

      assertThat(client.readUntil("}")).contains("200 OK", "waited");
    }
  }

  @Test
  void soMayOneWhoseBodyWasWaitedFor() throws Exception {
    String post = POST.replace("echo", "slow") + "Content-Length: 2\r\n\r\n";
    try (RawClient client = connect().send(post)) {
      running.await();
      assertThat(client.staysSilentFor(DEADLINE_MILLIS / 5)).isTrue(); // It waits for the body.
      client.send("{}");
      assertThat(client.staysSilentFor(2 * DEADLINE_MILLIS)).isTrue();
      go.countDown();

      assertThat(client.readUntil("}")).contains("200 OK", "waited");
    }
  }

  @Test
  void slowClientsDoNotKeepAnHonestOneWaiting() throws Exception {
    server.close();
    server = start(500);
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      slow.add(connect().send("GET /quick HTTP/1.1\r\nX: "));
      slow.add(connect().send(POST + "Content-Length: 9\r\n\r\n{"));
    }

    assertThat(RawClient.exchange(server.port(), closing(GET))).contains("200 OK");

    for (RawClient client : slow) {
      assertThat(client.readToTheEnd()).doesNotContain("200 OK");
      client.close();
    }
  }

  @Test
  void beyondTheCapOfConnectionsANewOneWaitsForItsTurn() throws Exception {
    server.close();
    server = start(2);
    try (RawClient first = connect().send(GET);
        RawClient second = connect().send(GET)) {
      first.readUntil("{}");
      second.readUntil("{}");
      try (RawClient third = connect().send(GET)) {
        assertThat(third.staysSilentFor(DEADLINE_MILLIS)).isTrue();
        first.hangUp();

        assertThat(third.readUntil("{}")).contains("200 OK");
      }
    }
  }

  @Test
  void closingLetsARunningRequestEndAndTakesNoFurtherOnes() throws Exception {
    try (RawClient waiting = connect().send(closing(GET.replace("quick", "slow")))) {
      running.await();
      int port = server.port(); // A closed server has none.
      Thread closing = Thread.ofVirtual().start(server::close);
      while (!refused(port)) {
        Thread.onSpinWait();
      }
      assertThat(waiting.staysSilentFor(DEADLINE_MILLIS)).isTrue();
      go.countDown();

      assertThat(waiting.readToTheEnd()).contains("200 OK", "waited");
      assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void aRequestThatNeverEndsIsCutOffAndTheCloseGoesOn() throws Exception {
    server.close();
    server = start(100, Duration.ofMillis(DEADLINE_MILLIS));
    try (RawClient waiting = connect().send(GET.replace("quick", "slow"))) {
      running.await();

      server.close();

      assertThat(waiting.readToTheEnd()).doesNotContain("200 OK");
    }
  }

  /** Whether a request that comes now is not served: turned away, or met by a closed door. */
  private static boolean refused(int port) {
    try (RawClient late = new RawClient(port).send(closing(GET))) {
      return late.staysSilentFor(1_000) || !late.readToTheEnd().contains("200 OK");
    } catch (IOException closedDoor) {
      return true;
    }
  }

  private static String closing(String request) {
    return request.replace("Host: x\r\n", "Host: x\r\nConnection: close\r\n");
  }

  private RawClient connect() throws IOException {
    return new RawClient(server.port());
  }

  /** Sends a little every now and then; true when the server had enough of it. */
  private static boolean dripUntilClosed(RawClient client, String drop) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    try {
      while (System.nanoTime() < end) {
        if (!client.send(drop).staysSilentFor(DEADLINE_MILLIS / 5)) {
          return true;
        }
      }
      return false;
    } catch (IOException closed) {
      return true;
    }
  }
}
