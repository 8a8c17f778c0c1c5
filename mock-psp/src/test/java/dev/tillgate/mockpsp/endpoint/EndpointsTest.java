package dev.tillgate.mockpsp.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.memory.MemoryDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which secrets sign for which endpoint, and in which order. */
class EndpointsTest {
  private static final String ONE = "http://127.0.0.1:9/one";
  private static final String OTHER = "http://127.0.0.1:9/other";

  private final SteppedClock clock = new SteppedClock();
  private final Endpoints endpoints = new Endpoints(new Ids(new Random(1)), clock);
  private final Database database = new MemoryDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aProviderThatIsStartedWithAnotherSecretSignsWithThat() {
    ensure(ONE, "whsec_1");
    roll(ONE);
    ensure(ONE, "whsec_2");

    assertThat(secrets(ONE).getFirst()).isEqualTo("whsec_2");
  }

  @Test
  void theNewestSecretComesFirstAndEachCountsUntilItsTime() {
    ensure(ONE, "whsec_1");
    String second = roll(ONE);
    clock.advance(Duration.ofMinutes(1));
    String third = roll(ONE);

    assertThat(secrets(ONE)).containsExactly(third, second, "whsec_1");
    clock.advance(Duration.ofMinutes(59));
    assertThat(secrets(ONE)).containsExactly(third, second);
  }

  @Test
  void theSecretsOfAnotherEndpointAreItsOwn() {
    ensure(ONE, "whsec_1");
    ensure(OTHER, "whsec_2");
    roll(ONE);

    assertThat(secrets(OTHER)).containsExactly("whsec_2");
  }

  @Test
  void oneThatIsForSomeTypesIsToldOfNoOthers() {
    database.run(tx -> endpoints.ensure(tx, ONE, "whsec_1", List.of("charge.refunded")));
    ensure(OTHER, "whsec_2");

    assertThat(toldOf("charge.refunded")).containsExactly(ONE, OTHER);
    assertThat(toldOf("charge.succeeded")).containsExactly(OTHER);
  }

  private List<String> toldOf(String type) {
    return database.write(tx -> endpoints.wanting(tx, type)).stream().map(Subscriber::url).toList();
  }

  private void ensure(String url, String secret) {
    database.run(tx -> endpoints.ensure(tx, url, secret, List.of("*")));
  }

  private String id(String url) {
    List<Subscriber> all = database.write(tx -> endpoints.wanting(tx, "x"));
    return all.stream().filter(one -> one.url().equals(url)).findFirst().orElseThrow().endpoint();
  }

  private String roll(String url) {
    String id = id(url);
    return database.write(
        tx -> endpoints.rollSecret(tx, endpoints.find(tx, id).orElseThrow(), Duration.ofHours(1)));
  }

  private List<String> secrets(String url) {
    String id = id(url);
    return database.write(tx -> endpoints.target(tx, id)).secrets();
  }
}
