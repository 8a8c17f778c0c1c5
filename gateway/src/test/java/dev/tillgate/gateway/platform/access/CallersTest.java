package dev.tillgate.gateway.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may call what, the routes of the keys themselves, and the query of a list. */
class CallersTest {
  private static final String ADMIN = "tg_" + "a".repeat(24);

  @TempDir private static Path directory;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Database database;
  private static ApiKeys keys;
  private static HttpServer server;

  @BeforeAll
  static void start() {
    SteppedClock clock = new SteppedClock();
    database = TestStore.in(directory);
    Random chance = new Random(1);
    keys = new ApiKeys(database, new Ids(clock, chance), clock, chance);
    keys.ensureAdmin(ADMIN);
    server =
        HttpServer.start(
            "127.0.0.1",
            0,
            new Metrics(),
            List.of(new Callers(keys)::addTo, new KeyRoutes(keys), CallersTest::addRoutes));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    server.close();
    database.close();
  }

  private static void addRoutes(RoutesConfig routes) {
    routes.get("/open", context -> Answer.json(200, Json.object()).send(context));
    routes.get(
        "/read",
        context ->
            Answer.json(200, Json.object().put("caller", Callers.of(context).id())).send(context),
        Scope.READ);
    routes.post("/checkout", context -> Answer.empty(204).send(context), Scope.CHECKOUT);
    routes.get(
        "/list",
        context -> {
          ListQuery query = ListQuery.of(context, "status", "after");
          query.filter("status", List.of("new", "old"));
          Optional<Long> unused = query.timeMs("after");
          List<Integer> rows =
              java.util.stream.IntStream.range(0, query.limit() + 1).boxed().toList();
          Answer.json(200, query.page(rows, i -> Json.object().put("i", i), String::valueOf))
              .send(context);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer tg_nobody-made-this-key-ever-at-all",
        "Basic dGdfOg==",
        "tg_x",
        "Bearer tg_aaaaaaaaaaaaaaaaaaaaaaaa, Bearer tg_aaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void withoutAKeyThatWorksEveryRouteWithAScopeIsA401OfTheSameWords(String header)
      throws Exception {
    HttpResponse<String> answer = send(request("/read").header("Authorization", header).GET());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(answer.body())
        .isEqualTo(send(request("/read").GET()).body())
        .contains("unauthorized");
  }

  @Test
  void theRefusalComesBeforeTheBodyIsLookedAt() throws Exception {
    HttpResponse<String> answer =
        send(request("/v1/keys").POST(BodyPublishers.ofString("not json")));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void aHeadIsAskedForItsKeyLikeAGet() throws Exception {
    assertThat(send(request("/read").HEAD()).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"READ,200,403,403", "CHECKOUT,200,204,403", "ADMIN,200,204,200"})
  void aKeyReachesAsFarAsItsScope(Scope scope, int read, int checkout, int admin) throws Exception {
    String key = keys.create("a shop", scope).text();

    assertThat(get("/read", key).statusCode()).isEqualTo(read);
    assertThat(as(key, request("/checkout").POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(checkout);
    assertThat(get("/v1/keys", key).statusCode()).isEqualTo(admin);
  }

  @Test
  void aScopeThatIsMissingIsNamed() throws Exception {
    String key = keys.create("a shop", Scope.READ).text();

    assertThat(get("/v1/keys", key).body()).contains("scope-missing", "'admin'", "'read'");
  }

  @Test
  void theWordBearerMayBeWrittenAnyhow() throws Exception {
    assertThat(
            send(request("/read").header("Authorization", "bEARER  " + ADMIN).GET()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRouteWithoutAScopeIsOpenAndAnUnknownPathIsA404ToEverybody() throws Exception {
    assertThat(send(request("/open").GET()).statusCode()).isEqualTo(200);
    assertThat(send(request("/nothing").GET()).statusCode()).isEqualTo(404);
  }

  @Test
  void aKeyIsMadeShownOnceAndRevoked() throws Exception {
    HttpResponse<String> made = postKey("{\"name\":\"a shop\",\"scope\":\"read\"}");
    JsonNode body = Json.parse(made.body());
    String text = body.get("key").asString();
    String id = body.get("id").asString();

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(get("/read", text).statusCode()).isEqualTo(200);
    assertThat(get("/v1/keys", ADMIN).body())
        .contains(id, "\"next_cursor\":null")
        .doesNotContain(text);
    assertThat(as(ADMIN, request("/v1/keys/" + id).DELETE()).statusCode()).isEqualTo(204);
    assertThat(get("/read", text).statusCode()).isEqualTo(401);
    assertThat(as(ADMIN, request("/v1/keys/" + id).DELETE()).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|422|/name",
        "{\"name\":\"x\"}|422|/scope",
        "{\"name\":\"x\",\"scope\":\"root\"}|422|/scope",
        "{\"name\":\"\",\"scope\":\"read\"}|422|/name",
        "{\"name\":\"x\",\"scope\":\"read\",\"a\":1}|400|/a"
      })
  void aKeyThatCannotBeMadeSaysWhy(String body, int status, String pointer) throws Exception {
    HttpResponse<String> answer = postKey(body);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Json.parse(answer.body()).get("pointer").asString()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "'',20",
    "?limit=1,1",
    "?limit=100,100",
    "?limit=007,7",
    "?status=new&after=2026-01-31T12:00:00Z,20"
  })
  void aListShowsAsManyAsAskedForAndWhereTheNextPageStarts(String query, int rows)
      throws Exception {
    JsonNode page = Json.parse(send(request("/list" + query).GET()).body());

    assertThat(page.get("data").size()).isEqualTo(rows);
    assertThat(page.get("next_cursor").asString()).isEqualTo(String.valueOf(rows - 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit=1.0",
        "limit=1&limit=2",
        "other=1",
        "status=newer",
        "status=new&status=new",
        "after=yesterday",
        "after=2026-01-31"
      })
  void aQueryThatIsNotUnderstoodIsA400(String query) throws Exception {
    HttpResponse<String> answer = send(request("/list?" + query).GET());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("-parameter");
  }

  @Test
  void aRouteThatTakesNoQueryRefusesOne() throws Exception {
    assertThat(get("/v1/keys?limit=1", ADMIN).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> postKey(String body) throws Exception {
    return as(
        ADMIN,
        request("/v1/keys")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path, String key) throws Exception {
    return as(key, request(path).GET());
  }

  private HttpResponse<String> as(String key, HttpRequest.Builder request) throws Exception {
    return send(request.header("Authorization", "Bearer " + key));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .version(HttpClient.Version.HTTP_1_1);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
