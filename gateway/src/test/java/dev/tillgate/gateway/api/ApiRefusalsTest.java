package dev.tillgate.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What every operation does with calls that are not in order, and what stands before them all. */
class ApiRefusalsTest {
  /** What an operation that takes any scope below this one is called with. */
  private static final Map<String, String> SCOPE_BELOW =
      Map.of("checkout", "read", "admin", "checkout");

  @TempDir private static Path directory;
  private static Storefront shop;

  /** The answers this test sees to, of every operation that has them. */
  static Stream<String> provoked() {
    return Stream.concat(
        Refusal.all().stream().map(Refusal::answer),
        Stream.of("403 scope-missing", "400 incomplete-body"));
  }

  @BeforeAll
  static void open() throws IOException {
    shop = Storefront.open(directory);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @TestFactory
  Stream<DynamicTest> whatIsSpoiledIsAnsweredAsTheDocumentSays() {
    return shop.document().operations().stream()
        .map(operation ->
            dynamicTest(
                operation.id(), () -> Refusal.all().forEach(refusal -> spoil(operation, refusal))));
  }

  private static void spoil(Operation operation, Refusal refusal) {
    ApiAnswer answer = shop.send(refusal.spoil().apply(inOrder(operation)));

    if (operation.answers().contains(refusal.answer())) {
      assertThat(answer.summary()).as(operation.id()).isEqualTo(refusal.answer());
    }
  }

  /** In order but for the things it names, which are not there. */
  private static ApiCall inOrder(Operation operation) {
    ApiCall call = shop.call(operation.id()).path("provider", "stripe").path("sku", shop.fresh());
    if (operation.path().contains("{id}")) {
      String prefix = operation.parameter("path", "id").orElseThrow().get("example").asString();
      call = call.path("id", prefix.split("_", 2)[0] + "_" + "0".repeat(26));
    }
    if (operation.parameter("header", "Idempotency-Key").isPresent()) {
      call = call.once(shop.fresh());
    }
    return operation.takesBody() ? call.body(operation.bodyExample()) : call;
  }

  @TestFactory
  Stream<DynamicTest> aKeyWhoseScopeDoesNotReachIsForbidden() {
    return shop.document().operations().stream()
        .filter(operation -> operation.scope().filter(SCOPE_BELOW::containsKey).isPresent())
        .map(operation ->
            dynamicTest(
                operation.id(),
                () -> {
                  String key = keyOf(SCOPE_BELOW.get(operation.scope().orElseThrow()));

                  ApiAnswer answer = shop.send(inOrder(operation).key(key));

                  assertThat(answer.summary()).isEqualTo("403 scope-missing");
                }));
  }

  private static String keyOf(String scope) {
    return shop.send(shop.call("createKey").json("{'name':'a test','scope':'" + scope + "'}"))
        .text("/key");
  }

  @Test
  void aPathThatIsNotThereIsAProblem() {
    ApiAnswer answer = shop.send(request("GET", "/v1/nothing"));

    assertThat(answer.summary()).isEqualTo("404 not-found");
    assertThat(Conformance.faults(anywhere("404"), answer)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aMethodThePathDoesNotTakeIsAProblemThatNamesThoseItTakes() {
    return shop.document().operations().stream()
        .map(Operation::path)
        .distinct()
        .map(path ->
            dynamicTest(
                path,
                () -> {
                  ApiAnswer answer = shop.send(request("TRACE", path.replaceAll("[{}]", "")));

                  assertThat(answer.summary()).isEqualTo("405 method-not-allowed");
                  assertThat(answer.header("Allow").orElseThrow().split(", "))
                      .containsExactlyInAnyOrder(methodsOf(path));
                  assertThat(Conformance.faults(anywhere("405"), answer)).isEmpty();
                }));
  }

  private static String[] methodsOf(String path) {
    return shop.document().operations().stream()
        .filter(operation -> operation.path().equals(path))
        .map(Operation::method)
        .toArray(String[]::new);
  }

  @Test
  void headersThatAreTooLongAreAProblem() {
    HttpRequest request =
        HttpRequest.newBuilder(shop.gateway().url().resolve("/healthz"))
            .header("X-Long", "x".repeat(20_000))
            .build();

    ApiAnswer answer = shop.send(request);

    assertThat(answer.summary()).isEqualTo("431 headers-too-large");
    assertThat(Conformance.faults(anywhere("431"), answer)).isEmpty();
  }

  @Test
  void aMalformedPathIsAProblem() throws IOException {
    ApiAnswer answer = raw("GET /v1/orders/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(answer.summary()).isEqualTo("400 malformed-request");
    assertThat(Conformance.faults(anywhere("400"), answer)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatBreaksOffIsAProblem() {
    return shop.document().operations().stream()
        .filter(Operation::takesBody)
        .map(operation ->
            dynamicTest(
                operation.id(),
                () -> {
                  ApiCall call = inOrder(operation);

                  ApiAnswer answer = raw(head(call) + "{\"half\":");

                  assertThat(answer.summary()).isEqualTo("400 incomplete-body");
                  assertThat(Conformance.faults(call, answer)).isEmpty();
                }));
  }

  private static String head(ApiCall call) {
    HttpRequest request = call.request(shop.gateway().url());
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.uri().getPath());
    head.append(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1000\r\n");
    call.headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  /** What comes back on a connection nothing more is sent on. */
  private static ApiAnswer raw(String request) throws IOException {
    URI url = shop.gateway().url();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      byte[] bytes = socket.getInputStream().readAllBytes();

      String[] reply = new String(bytes, StandardCharsets.UTF_8).split("\r\n\r\n", 2);
      Map<String, String> headers = new TreeMap<>();
      reply[0]
          .lines()
          .skip(1)
          .map(line -> line.split(": ", 2))
          .forEach(header -> headers.put(header[0].toLowerCase(Locale.ROOT), header[1]));
      return new ApiAnswer(Integer.parseInt(reply[0].split(" ")[1]), headers, reply[1]);
    }
  }

  private static Spot anywhere(String status) {
    return shop.document().at("x-tillgate-anywhere").at(status);
  }

  private static HttpRequest request(String method, String path) {
    return HttpRequest.newBuilder(shop.gateway().url().resolve(path))
        .method(method, HttpRequest.BodyPublishers.noBody())
        .build();
  }
}
