package dev.tillgate.gateway.platform.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.access.ApiKeys;
import dev.tillgate.gateway.platform.access.Callers;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.http.RawClient;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedRequestTest {
  private static final String ONE = "Idempotency-Key: k\r\n";

  @TempDir private Path directory;

  private final SteppedClock clock = new SteppedClock();
  private Database database;
  private HttpServer server;
  private String key = "";
  private String otherKey = "";

  @BeforeEach
  void start() {
    database = TestStore.in(directory);
    Random chance = new Random(1);
    ApiKeys keys = new ApiKeys(database, new Ids(clock, chance), clock, chance);
    key = keys.create("a shop", Scope.CHECKOUT).text();
    otherKey = keys.create("another shop", Scope.CHECKOUT).text();
    server =
        HttpServer.start(
            "127.0.0.1",
            0,
            new Metrics(),
            List.of(
                new Callers(keys)::addTo,
                routes -> {
                  routes.post("/a", KeyedRequestTest::show, Scope.CHECKOUT);
                  routes.post("/b/{id}", KeyedRequestTest::show, Scope.CHECKOUT);
                  routes.put("/a", KeyedRequestTest::show, Scope.CHECKOUT);
                }));
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  private static void show(Context context) {
    KeyedRequest request = KeyedRequest.of(context, Bodies.json(context));
    Answer.json(
            200,
            Json.object()
                .put("owner", request.owner())
                .put("key", request.key())
                .put("fingerprint", request.fingerprint()))
        .send(context);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "abc|abc",
        "8e03978e-40d5-43dd-bc93-6894a57f9324|8e03978e-40d5-43dd-bc93-6894a57f9324",
        "\"abc\"|abc",
        "\"a b\"|a b",
        "\"a\\\"b\\\\c\"|a\"b\\c",
        "a\"b|a\"b",
        "~!|~!"
      })
  void aKeyIsBareOrAQuotedString(String header, String expected) {
    assertThat(KeyedRequest.parse(header)).isEqualTo(expected);
  }

  @Test
  void aKeyHasUpTo255Characters() {
    assertThat(KeyedRequest.parse("x".repeat(255))).hasSize(255);
    assertThat(KeyedRequest.parse('"' + "x".repeat(255) + '"')).hasSize(255);
    assertThat(KeyedRequest.parse('"' + "\\\"".repeat(255) + '"')).hasSize(255);
    assertProblem("x".repeat(256), "idempotency-key-invalid");
    assertProblem('"' + "x".repeat(256) + '"', "idempotency-key-invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "\"",
        "\"\"",
        "\"abc",
        "\"a\"b\"",
        "\"a\\x\"",
        "\"abc\";x=1",
        "k\u00e9y",
        "\"k\u00e9y\"",
        "a\tb"
      })
  void whatIsNeitherIsRefused(String header) {
    assertProblem(header, "idempotency-key-invalid");
  }

  @Test
  void aMissingOrEmptyKeyIsRefusedAsMissing() throws IOException {
    assertProblem("", "idempotency-key-missing");
    assertThat(post("/a", "", "{}")).contains(" 400 ", "idempotency-key-missing");
    assertThat(post("/a", "Idempotency-Key:   \r\n", "{}")).contains("idempotency-key-missing");
  }

  @Test
  void twoKeysAreOneTooMany() throws IOException {
    assertThat(post("/a", ONE + ONE, "{}")).contains(" 400 ", "idempotency-key-invalid");
  }

  @Test
  void theOwnerIsTheApiKeyAndNotItsText() throws IOException {
    assertThat(post("/a", ONE, "{}")).contains("\"owner\":\"key_").doesNotContain(key);
  }

  @Test
  void whiteSpaceAndTheOrderOfMembersMakeNoDifference() throws IOException {
    assertThat(fingerprint(post("/a", ONE, "{\"a\":1,\"b\":{\"c\":[1,2],\"d\":null}}")))
        .isEqualTo(
            fingerprint(post("/a", ONE, "{ \"b\" : {\"d\":null, \"c\":[1, 2]},\n\"a\":1 }")));
  }

  @Test
  void anythingElseMakesOne() throws IOException {
    String asked = fingerprint(post("/a", ONE, "{\"a\":[1,2]}"));

    assertThat(
            List.of(
                fingerprint(post("/a", ONE, "{\"a\":[2,1]}")),
                fingerprint(post("/a", ONE, "{\"a\":[1,2],\"b\":null}")),
                fingerprint(post("/a", ONE, "{\"a\":[\"1\",2]}")),
                fingerprint(post("/b/1", ONE, "{\"a\":[1,2]}")),
                fingerprint(post("/b/2", ONE, "{\"a\":[1,2]}")),
                fingerprint(send("PUT /a", ONE, "{\"a\":[1,2]}", key))))
        .doesNotContain(asked)
        .doesNotHaveDuplicates();
  }

  @Test
  void theSameRequestOfAnotherCallerHasAnotherOwner() throws IOException {
    String mine = post("/a", ONE, "{}");
    String theirs = send("POST /a", ONE, "{}", otherKey);

    assertThat(fingerprint(theirs)).isEqualTo(fingerprint(mine));
    assertThat(member(theirs, "owner")).isNotEqualTo(member(mine, "owner"));
  }

  private static void assertProblem(String header, String code) {
    assertThatThrownBy(() -> KeyedRequest.parse(header))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.code()).isEqualTo(code);
            });
  }

  private String post(String path, String headers, String body) throws IOException {
    return send("POST " + path, headers, body, key);
  }

  private String send(String line, String headers, String body, String caller) throws IOException {
    return RawClient.exchange(
        server.port(),
        line
            + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + caller
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + headers
            + "\r\n"
            + body);
  }

  private static String fingerprint(String answer) {
    return member(answer, "fingerprint");
  }

  private static String member(String answer, String name) {
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    return Json.parse(body).get(name).asString();
  }
}
