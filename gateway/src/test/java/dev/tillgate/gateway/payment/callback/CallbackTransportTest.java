package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.http.QuickServer;
import dev.tillgate.gateway.platform.http.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are meant to hurt, over real sockets. */
@Timeout(60)
class CallbackTransportTest {
  private static final int LIMIT = 64 << 10;

  @TempDir Path directory;
  Letterbox box;
  HttpServer server;

  @BeforeEach
  void open() {
    box = new Letterbox(directory);
    server = QuickServer.start(List.of(new CallbackRoutes(box.callbacks)));
  }

  @AfterEach
  void close() {
    server.close();
    box.close();
  }

  private String head(String more) {
    return "POST /v1/callbacks/stripe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\n"
        + more
        + "\r\n";
  }

  private String exchange(String headers, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        head(headers + "Content-Length: " + body.length + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    return RawClient.exchange(server.port(), request.toByteArray());
  }

  private String signature(byte[] body) {
    return "Stripe-Signature: "
        + Signer.header(Letterbox.SECRET, box.shop.clock.instant(), body)
        + "\r\n";
  }

  private static byte[] padded(byte[] event, int length) {
    byte[] padded = " ".repeat(length).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(event, 0, padded, 0, event.length);
    return padded;
  }

  private byte[] success() {
    return box.event("evt_1", "payment_intent.succeeded", box.order(), "succeeded");
  }

  @Test
  @DisplayName("PAY-B7: a genuine body of exactly the limit is taken, one byte more is 413")
  void aBodyOverTheLimit() throws IOException {
    byte[] tooMuch = padded(success(), LIMIT + 1);
    assertThat(exchange(signature(tooMuch), tooMuch)).startsWith("HTTP/1.1 413");
    assertThat(box.inbox()).isEmpty();

    byte[] enough = padded(success(), LIMIT);
    assertThat(exchange(signature(enough), enough)).startsWith("HTTP/1.1 200");
  }

  @Test
  @DisplayName("PAY-B7: a body without a length is counted while it is read: 413")
  void aChunkedBodyOverTheLimit() throws IOException {
    String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";

    String answer =
        RawClient.exchange(
            server.port(), head("Transfer-Encoding: chunked\r\n") + chunk.repeat(3) + "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413");
    assertThat(box.inbox()).isEmpty();
  }

  @Test
  @DisplayName("PAY-B7: a gzip bomb is 415 and never unpacked")
  void aGzipBomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[32 << 20]);
    }

    byte[] bomb = packed.toByteArray();
    String answer = exchange("Content-Encoding: gzip\r\n" + signature(bomb), bomb);

    assertThat(answer).startsWith("HTTP/1.1 415");
    assertThat(box.inbox()).isEmpty();
  }

  @Test
  @DisplayName(
      "PAY-B7: a body that does not come in time: the connection is closed, nothing stored")
  void aSlowBody() throws IOException {
    byte[] event = success();
    try (RawClient client = new RawClient(server.port())) {
      client.send(head(signature(event) + "Content-Length: " + event.length + "\r\n") + "{");

      assertThat(client.readToTheEnd()).doesNotContain("200");
    }
    assertThat(box.inbox()).isEmpty();
  }

  @Test
  @DisplayName("PAY-B8: while the store is down the provider is told 503 and when to come again")
  void aStoreThatIsDown() throws IOException {
    byte[] event = success();
    box.shop.database.close();

    assertThat(exchange(signature(event), event))
        .startsWith("HTTP/1.1 503")
        .containsIgnoringCase("\r\nRetry-After: ");
  }

  @Test
  @DisplayName("PAY-B1: the answer to a forged callback does not say what is wrong with it")
  void everyRefusalLooksTheSame() throws IOException {
    byte[] event = success();
    String forged = exchange("Stripe-Signature: t=1,v1=" + "0".repeat(64) + "\r\n", event);
    String unsigned = exchange("", event);

    assertThat(forged).startsWith("HTTP/1.1 400");
    assertThat(body(forged)).isEqualTo(body(unsigned)).doesNotContain("signature", "old");
    assertThat(box.metrics()).contains("verdict=\"too-old\"", "verdict=\"no-signature\"");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n"));
  }
}
