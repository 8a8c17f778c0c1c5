package dev.tillgate.gateway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The edge over real sockets: whatever comes, the answer is ours, a problem, and tells nothing. */
@Timeout(60)
class HttpServerTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger("dev.tillgate.gateway.platform.http");
  private HttpServer server;

  @BeforeEach
  void start() {
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.INFO);
    server =
        HttpServer.start(
            InetSocketAddress.createUnresolved("127.0.0.1", 0),
            new Metrics(),
            List.of(HttpServerTest::addRoutes),
            Limits.DEFAULT);
  }

  @AfterEach
  void stop() {
    client.close(); // First, or the server would wait a moment for its idle connections.
    server.close();
    logger.detachAppender(logged);
    logger.setLevel(null);
  }

  private static void addRoutes(RoutesConfig routes) {
    routes.get("/things", context -> Answer.json(200, Json.object().put("a", 1)).send(context));
    routes.post("/things", context -> Answer.json(200, Bodies.json(context)).send(context));
    routes.put("/things/{id}", context -> Answer.empty(204).send(context));
    routes.post("/maybe", context -> Answer.json(200, Bodies.optionalJson(context)).send(context));
    routes.get(
        "/broken",
        context -> {
          throw new IllegalStateException("a secret");
        });
    routes.get(
        "/worse",
        context -> {
          throw new StackOverflowError("a secret");
        });
    routes.get(
        "/checked",
        context -> {
          throw new IOException("a secret");
        });
    routes.get(
        "/full",
        context -> {
          throw new StoreUnavailableException("the store's queue is full", null);
        });
    routes.get(
        "/refused",
        context -> {
          throw new Problem(409, "some-reason", "Because.").with("pointer", "/a").retryAfter(3);
        });
  }

  @Test
  void aProblemKeepsItsStatusCodeMembersAndHeaders() throws Exception {
    HttpResponse<String> answer = get("/refused");

    assertProblem(answer, 409, "some-reason");
    JsonNode body = Json.parse(answer.body());
    assertThat(body.get("type").asString()).isEqualTo("https://tillgate.dev/problems/some-reason");
    assertThat(body.get("title").asString()).isEqualTo("some reason");
    assertThat(body.get("detail").asString()).isEqualTo("Because.");
    assertThat(body.get("pointer").asString()).isEqualTo("/a");
    assertThat(answer.headers().firstValue("Retry-After")).contains("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/things/x/y", "/%22%3Cscript%3E", "/favicon.ico"})
  void nothingAtAPathIsA404(String path) throws Exception {
    assertProblem(get(path), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({"DELETE,/things,GET POST", "PATCH,/things,GET POST", "GET,/things/1,PUT"})
  void anotherMethodIsA405ThatNamesTheRightOnes(String method, String path, String allowed)
      throws Exception {
    HttpResponse<String> answer = send(request(path).method(method, BodyPublishers.noBody()));

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", "))
        .contains(allowed.split(" "))
        .doesNotContain(method);
  }

  @Test
  void aHeadIsAnsweredLikeItsGetWithoutABody() throws Exception {
    HttpResponse<String> answer = send(request("/things").HEAD());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aHeadOfNothingIsA404() throws Exception {
    assertThat(send(request("/nothing").HEAD()).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/broken", "/worse", "/checked"})
  void aFaultOfOursIsA500ThatTellsNothingButIsLogged(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertProblem(answer, 500, "internal-error");
    assertThat(answer.body()).doesNotContain("secret", "Exception", "at dev.");
    assertThat(logged.list)
        .filteredOn(event -> event.getFormattedMessage().startsWith("http.failed"))
        .singleElement()
        .satisfies(event -> assertThat(event.getThrowableProxy().getMessage()).contains("secret"));
  }

  @Test
  void aStoreThatCannotTakeItIsA503WithATimeToComeBack() throws Exception {
    HttpResponse<String> answer = get("/full");

    assertProblem(answer, 503, "store-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void aBodyOfExactlyTheLimitPassesAndOneByteMoreDoesNot() throws Exception {
    assertThat(post("/things", padded(Bodies.MAX_BYTES)).statusCode()).isEqualTo(200);

    assertProblem(post("/things", padded(Bodies.MAX_BYTES + 1)), 413, "body-too-large");
  }

  @Test
  void aChunkedBodyIsCountedToo() throws Exception {
    assertThat(postChunked(padded(Bodies.MAX_BYTES)).statusCode()).isEqualTo(200);

    assertProblem(postChunked(padded(Bodies.MAX_BYTES + 1)), 413, "body-too-large");
  }

  @Test
  void anEndlessChunkedBodyIsCutOff() throws Exception {
    String chunk = "4000\r\n" + "7".repeat(0x4000) + "\r\n";

    String answer =
        RawClient.exchange(
            server.port(),
            "POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(5));

    assertProblem(answer, 413, "body-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "json",
        "*/*",
        "application/json; charset=latin1",
        "application/json; charset=utf-16"
      })
  void aBodyOfAnotherTypeIsA415(String type) throws Exception {
    assertProblem(
        send(request("/things").header("Content-Type", type).POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
  }

  @Test
  void aBodyWithoutATypeIsA415() throws Exception {
    assertProblem(
        send(request("/things").POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=UTF-8",
        "application/json; charset=\"utf-8\""
      })
  void jsonInUtf8IsTakenHoweverItIsDeclared(String type) throws Exception {
    assertThat(
            send(request("/things")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "identity, gzip"})
  void aCompressedBodyIsA415(String encoding) throws Exception {
    assertProblem(
        send(
            request("/things")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{\"a\":1,\"a\":2}",
        "'a'",
        "NaN",
        "{\"a\":\"\\ud800\"}"
      })
  void aBodyThatIsNotOneJsonValueIsA400ThatDoesNotRepeatIt(String body) throws Exception {
    HttpResponse<String> answer = post("/things", body.getBytes(StandardCharsets.UTF_8));

    assertProblem(answer, 400, "malformed-json");
  }

  @Test
  void aMalformedBodyIsNotQuotedBack() throws Exception {
    HttpResponse<String> answer =
        post("/things", "{\"a\": 4242secret}".getBytes(StandardCharsets.UTF_8));

    assertThat(answer.body()).doesNotContain("4242", "secret").contains("line 1, column");
  }

  @Test
  void aCardNumberIsRefusedAndNotRepeated() throws Exception {
    HttpResponse<String> answer =
        post("/things", "{\"a\":\"4242 4242 4242 4242\"}".getBytes(StandardCharsets.UTF_8));

    assertProblem(answer, 422, "card-number");
    assertThat(answer.body()).doesNotContain("4242");
  }

  @Test
  void aBodyThatMayBeMissingIsAnEmptyObject() throws Exception {
    HttpResponse<String> answer = send(request("/maybe").POST(BodyPublishers.noBody()));

    assertThat(answer.body()).isEqualTo("{}");
    assertThat(post("/maybe", "{\"a\":1}".getBytes(StandardCharsets.UTF_8)).body())
        .isEqualTo("{\"a\":1}");
    assertProblem(
        send(request("/maybe").POST(BodyPublishers.ofString("{}"))), 415, "unsupported-media-type");
  }

  @Test
  void aHeaderThatIsTooLargeIsA431() throws Exception {
    String answer =
        exchange("GET /things HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

    assertProblem(answer, 431, "headers-too-large");
  }

  @Test
  void aPathThatIsTooLongIsA414() throws Exception {
    assertProblem(
        exchange("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        414,
        "headers-too-large");
  }

  /** FLT-S10: what two servers could read differently is refused; a bare LF among it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish\r\n\r\n",
        "GET\r\n\r\n",
        "GET /things\r\n\r\n",
        "GET /things HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /things HTTP/1.1\r\n\r\n",
        "GET /things HTTP/1.1\nHost: x\n\n",
        "GET /things HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n",
        "GET /things HTTP/1.1\r\nHost: x\r\nX : a\r\n\r\n",
        "GET /things HTTP/1.1\r\nHost: x\r\nBad Header: a\r\n\r\n",
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "GET /a%2fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /things/%2e%2e/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /a;b=c/../things HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      })
  void aRequestThatIsNoHttpIsRefusedAsAProblem(String request) throws Exception {
    String answer = exchange(request);

    assertThat(statusOf(answer)).isBetween(400, 505);
    assertThat(answer)
        .contains("application/problem+json", "https://tillgate.dev/problems/")
        .doesNotContainIgnoringCase("jetty", "javalin", "<html", "exception", "java.");
  }

  @Test
  void noAnswerNamesTheSoftware() throws Exception {
    for (String path : List.of("/things", "/nothing", "/broken")) {
      assertThat(get(path).headers().map().toString())
          .doesNotContainIgnoringCase("jetty", "javalin", "x-powered-by");
    }
  }

  @Test
  void aRequestIsLoggedOnOneLineHoweverItsPathIsWritten() throws Exception {
    get("/things%0d%0aforged=1%1b%5b31m?email=ada@example.com");
    server.close(); // The line is written after the answer; a closed server has written it.

    List<String> lines = loggedRequests();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("method=GET", "status=404", "%0d%0aforged=1")
        .doesNotContain("\n", "\r", "\u001b", "ada@example.com");
  }

  @Test
  void aHeadIsRefusedAsItsGetWouldBe() throws Exception {
    HttpResponse<String> head = send(request("/refused").HEAD());

    assertThat(head.statusCode()).isEqualTo(409);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void theUrlOfAnIpv6HostIsBracketed() {
    HttpServer other = HttpServer.start("::1", 0, new Metrics(), List.of());
    try {
      assertThat(other.url().toString()).startsWith("http://[::1]:");
    } finally {
      other.close();
    }
  }

  private List<String> loggedRequests() {
    return logged.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith("http.request"))
        .toList();
  }

  private static byte[] padded(int size) {
    byte[] body = new byte[size];
    Arrays.fill(body, (byte) ' ');
    body[0] = '{';
    body[size - 1] = '}';
    return body;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpResponse<String> post(String path, byte[] body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** A publisher of unknown length makes the client send chunks. */
  private HttpResponse<String> postChunked(byte[] body) throws Exception {
    return send(
        request("/things")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String exchange(String request) throws IOException {
    return RawClient.exchange(server.port(), request);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    JsonNode body = Json.parse(answer.body());
    assertThat(body.get("status").asInt()).isEqualTo(status);
    assertThat(body.get("code").asString()).isEqualTo(code);
  }

  private static void assertProblem(String answer, int status, String code) {
    assertThat(statusOf(answer)).isEqualTo(status);
    assertThat(answer).contains("application/problem+json", "\"code\":\"" + code + '"');
  }

  private static int statusOf(String answer) {
    return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
  }
}
