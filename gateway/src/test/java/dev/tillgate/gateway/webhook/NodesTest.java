package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.webhook.delivery.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes that deliver from one PostgreSQL database, in single steps. */
@Timeout(60)
class NodesTest {
  private static final String URL = "http://a.test/";

  private final String database = TestPostgres.migratedDatabase();
  private final List<Bench> open = new ArrayList<>();
  private final Bench one = node();
  private final Bench two = node();

  @AfterEach
  void close() {
    open.forEach(Bench::runSends);
    open.forEach(Bench::close);
  }

  @Test
  void whatOneNodeCommitsTheOtherSeesInItsNextTransaction() {
    String endpoint = one.endpoint(URL);

    two.publish("order.placed", "ord_1");

    assertThat(two.one("SELECT endpoint_id FROM deliveries")).isEqualTo(endpoint);
  }

  @Test
  void freshDeliveriesStayOnTheNodeThatWroteThem() {
    one.endpoint(URL);
    meet();

    two.publish("order.placed", "ord_1");
    one.step();

    assertThat(one.sender.sent).isEmpty();
    assertThat(two.inFlight()).isEqualTo(1);
  }

  @Test
  @DisplayName("FLT-P01: of two nodes that claim one delivery, one has it")
  void twoNodesClaimOneRow() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      one.endpoint(URL + i);
      one.sender.at(URL + i, FakeSender.status(500));
      two.sender.at(URL + i, FakeSender.status(500));
    }
    one.publish("order.placed", "ord_1");
    one.runSends();
    for (int round = 0; round < 4; round++) { // One less than opens a breaker.
      List.of(one, two).forEach(bench -> bench.advance(Duration.ofDays(1)));
      meet();
      Thread other = Thread.ofVirtual().start(two::dispatchDue);
      one.dispatchDue();
      other.join();

      assertThat(one.inFlight() + two.inFlight()).as("each once, whoever has it").isEqualTo(4);
      one.runSends();
      two.runSends();
    }
    assertThat(sent()).isEqualTo(20);
  }

  @Test
  @DisplayName("FLT-P05: what a silent node had is the others', and it changes nothing any more")
  void aNodeThatWakesUpLateChangesNothing() {
    one.endpoint(URL);
    one.publish("order.placed", "ord_1");
    assertThat(one.inFlight()).isEqualTo(1);
    meet();
    one.sql("UPDATE nodes SET seen_at_ms = seen_at_ms - 60000 WHERE id = '" + one.node.id() + "'");

    two.beat();
    two.step();
    assertThat(two.one("SELECT status || attempts || crashes FROM deliveries"))
        .isEqualTo("delivered20");
    one.sender.at(URL, FakeSender.status(410));
    one.runSends();

    assertThat(two.one("SELECT status || attempts || crashes FROM deliveries"))
        .isEqualTo("delivered20");
    assertThat(two.one("SELECT status FROM webhook_endpoints"))
        .as("not even by what its receiver asked for")
        .isEqualTo("enabled");
  }

  @Test
  @DisplayName("FLT-P05: whoever is buried during a takeover loses its part whole, in the next one")
  void whoeverIsBuriedDuringATakeoverIsLeftToTheNext() {
    Bench three = node();
    one.endpoint(URL);
    meet();
    one.publish("order.placed", "ord_1");
    three.publish("order.placed", "ord_3");
    two.sql(
        """
        CREATE FUNCTION bury() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN DELETE FROM nodes WHERE id = '%s'; RETURN NULL; END $$;
        CREATE TRIGGER bury AFTER INSERT ON delivery_attempts EXECUTE FUNCTION bury();
        UPDATE nodes SET seen_at_ms = seen_at_ms - 60000 WHERE id = '%s';
        """
            .formatted(three.node.id(), one.node.id()));

    two.beat();

    assertThat(
            two.rows(
                "SELECT claimed_by, attempts, (SELECT COUNT(*) FROM delivery_attempts"
                    + " WHERE delivery_id = deliveries.id) AS written FROM deliveries"))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "{claimed_by=null, attempts=1, written=1}",
            "{claimed_by=" + three.node.id() + ", attempts=1, written=0}");
    two.beat();
    two.step();
    assertThat(two.sender.sent).hasSize(2);
  }

  @Test
  @DisplayName("FLT-P05: a node that may have been buried begins no send")
  void aNodeThatDoesNotHoldSendsNothing() {
    one.endpoint(URL);
    one.publish("order.placed", "ord_1");
    one.advance(Duration.ofSeconds(31));

    one.runSends();

    assertThat(one.sender.sent).isEmpty();
    assertThat(one.one("SELECT COUNT(*) FROM deliveries WHERE claimed_by IS NULL")).isEqualTo("1");
    one.beat();
    one.step();
    assertThat(one.sender.sent).hasSize(1);
  }

  @Test
  void aBreakerThatOneNodeOpensIsOpenForAllAndOneOfThemProbes() {
    String endpoint = one.endpoint(URL);
    List.of(one, two).forEach(bench -> bench.sender.at(URL, new Reply.Unanswered("timeout")));
    for (int i = 0; i < 5; i++) {
      one.publish("order.placed", "ord_" + i);
      one.runSends();
    }
    assertThat(one.one("SELECT breaker FROM webhook_endpoints WHERE id = '" + endpoint + "'"))
        .isEqualTo("open");
    meet();
    two.publish("order.placed", "ord_6");
    two.step();
    assertThat(two.sender.sent).as("it knows").isEmpty();

    List.of(one, two).forEach(bench -> bench.advance(Duration.ofHours(1)));
    meet();
    List.of(one, two).forEach(Bench::dispatchDue);

    assertThat(one.inFlight() + two.inFlight()).isEqualTo(1);
  }

  @Test
  void whatAPersonHasSetHoldsForAllNodesTogether() {
    String endpoint = one.endpoint(URL);
    one.client.patch("/v1/webhook-endpoints/" + endpoint, "{\"max_in_flight\":3}");
    meet();
    for (int i = 0; i < 20; i++) {
      one.publish("order.placed", "ord_a" + i);
      two.publish("order.placed", "ord_b" + i);
    }

    assertThat(one.inFlight() + two.inFlight()).isEqualTo(3);
    assertThat(new HashSet<>(List.of(one.inFlight(), two.inFlight()))).containsOnly(1, 2);
  }

  @Test
  void whoeverIsTooMuchForOneNodeHasAllOfTwo() {
    String endpoint = one.endpoint(URL);
    one.client.patch("/v1/webhook-endpoints/" + endpoint, "{\"max_in_flight\":1}");
    meet();
    one.publish("order.placed", "ord_1");
    two.publish("order.placed", "ord_2");
    one.step();
    two.step();
    one.step();
    two.step();

    assertThat(sent()).as("whichever of the two may").isEqualTo(2);
    assertThat(List.of(one.sender.sent.size(), two.sender.sent.size()))
        .containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void ofOneOrderNothingIsSentOnTwoNodesAtATime() {
    one.client.post(
        "/v1/webhook-endpoints",
        "{\"url\":\"" + URL + "\",\"ordered\":true,\"event_types\":[\"order.*\"]}");
    meet();
    one.publish("order.placed", "ord_1");
    two.publish("order.confirmed", "ord_1");
    two.dispatchDue();
    assertThat(two.inFlight()).isZero();

    one.runSends();
    one.step();

    assertThat(one.sender.sent.size() + two.sender.sent.size()).isEqualTo(2);
  }

  @Test
  void aSecretThatOneNodeReplacedSignsOnTheOther() {
    String endpoint = one.endpoint(URL);
    meet();
    one.client.post("/v1/webhook-endpoints/" + endpoint + "/rotate-secret", "{\"overlap_s\":0}");

    List.of(one, two).forEach(bench -> bench.publish("order.placed", "ord_1"));
    List.of(one, two).forEach(Bench::runSends);

    assertThat(two.sender.sent.getFirst().target().secrets())
        .usingRecursiveComparison()
        .isEqualTo(one.sender.sent.getFirst().target().secrets());
  }

  @Test
  void anEndpointThatOneNodeDisabledIsParkedOnTheOther() {
    String endpoint = one.endpoint(URL);
    one.client.patch("/v1/webhook-endpoints/" + endpoint, "{\"max_in_flight\":2}");
    meet();
    for (int i = 0; i < 5; i++) {
      two.publish("order.placed", "ord_" + i);
    }
    one.client.post("/v1/webhook-endpoints/" + endpoint + "/disable", "{}");

    two.beat();
    two.runSends();
    List.of(one, two, one, two).forEach(Bench::step);

    assertThat(one.one("SELECT COUNT(*) FROM deliveries WHERE status = 'parked'")).isEqualTo("5");
  }

  private int sent() {
    return one.sender.sent.size() + two.sender.sent.size();
  }

  private Bench node() {
    Bench bench = Bench.node(database);
    open.add(bench);
    return bench;
  }

  /** Each knows who else is there, and what they changed. */
  private void meet() {
    open.forEach(Bench::beat);
  }
}
