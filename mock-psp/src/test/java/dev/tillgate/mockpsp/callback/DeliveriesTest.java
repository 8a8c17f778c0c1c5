package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.fault.Copy;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.memory.MemoryDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue: what is due is taken once, and only its taker may end it. */
class DeliveriesTest {
  private final SteppedClock clock = new SteppedClock();
  private final Ids ids = new Ids(new Random(1));
  private final Endpoints endpoints = new Endpoints(ids, clock);
  private final Deliveries deliveries = new Deliveries(ids, endpoints);
  private final Database database = new MemoryDatabase();
  private final Instant now = clock.instant();

  @BeforeEach
  void listen() {
    database.run(tx -> endpoints.ensure(tx, "http://127.0.0.1:9/", "whsec_1", List.of("*")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatHasBeenDueLongestGoesFirst() {
    String late = add(now);
    String early = add(now.minusSeconds(1));

    assertThat(claim(1)).extracting(Delivery::id).containsExactly(early);
    assertThat(claim(2)).extracting(Delivery::id).containsExactly(late);
    assertThat(claim(2)).isEmpty();
  }

  @Test
  void anAttemptEndsItsDeliveryOnce() {
    add(now);
    Delivery attempt = claim(1).getFirst();

    assertThat(settle(attempt, "delivered")).isTrue();
    assertThat(settle(attempt, "given_up")).isFalse();
  }

  @Test
  void anAttemptThatWasGivenUpForLostEndsNothing() {
    add(now);
    Delivery lost = claim(1).getFirst();
    int recovered = database.write(tx -> deliveries.recover(tx, now));
    Delivery second = claim(1).getFirst();

    assertThat(recovered).isEqualTo(1);
    assertThat(settle(lost, "given_up")).isFalse();
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(settle(second, "delivered")).isTrue();
  }

  @Test
  void whatIsGoneIsNotEnded() {
    add(now);
    Delivery attempt = claim(1).getFirst();
    database.run(tx -> deliveries.forget(tx, endpoints.wanting(tx, "x").getFirst().endpoint()));

    assertThat(settle(attempt, "delivered")).isFalse();
  }

  private String add(Instant due) {
    Notice notice =
        new Notice(
            Json.object().put("id", ids.next("evt_")).put("type", "charge.succeeded"),
            DeliveryMode.ONCE,
            null);
    return database.write(tx ->
        deliveries.add(
            tx, notice, endpoints.wanting(tx, "x").getFirst().endpoint(), Copy.sound(due), "{}"));
  }

  private List<Delivery> claim(int limit) {
    return database.write(tx -> deliveries.claimDue(tx, now, limit));
  }

  private boolean settle(Delivery delivery, String state) {
    return database.write(tx -> deliveries.settle(tx, delivery, state, null, "200"));
  }
}
