package dev.tillgate.gateway.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.EventId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Who may take the turn of a delivery that has arrived and is not yet written down. */
class LaneTest {
  private static final Allowance TWO = new Allowance(2, 10, OptionalInt.empty());
  private static final Instant NOW = Instant.EPOCH;

  private final Lane lane = new Lane();
  private final Claimed first = claimed("dlv_1", 0, false, 0);

  @Test
  void theNextThatMustBeCountedTakesTheTurn() {
    Claimed next = claimed("dlv_2", 0, false, 0);
    start(first);
    lane.add(next);

    assertThat(lane.succeed(first, TWO, NOW)).contains(next);

    assertThat(lane.inFlight()).isEqualTo(1);
    lane.take(2);
    lane.settled();
    lane.finish(next);
    assertThat(lane.isUnused()).isTrue();
  }

  @Test
  void whatTheStoreCountsAlreadyWaitsForTheArrivalToBeWritten() {
    start(first);
    lane.add(claimed("dlv_2", 1, true, 0));

    assertThat(lane.succeed(first, TWO, NOW)).isEmpty();
    assertThat(lane.inFlight()).isEqualTo(1);
  }

  @Test
  void whereNobodyWaitsNobodySucceeds() {
    start(first);

    assertThat(lane.succeed(first, TWO, NOW)).isEmpty();
    assertThat(lane.inFlight()).isEqualTo(1);
  }

  @Test
  void aSuspectIsWaitedFor() {
    start(first);
    lane.add(claimed("dlv_2", 1, false, 1));
    lane.add(claimed("dlv_3", 0, false, 0));

    assertThat(lane.succeed(first, TWO, NOW)).isEmpty();
  }

  @Test
  void aRateLimitIsWaitedFor() {
    start(first);
    lane.add(claimed("dlv_2", 0, false, 0));

    assertThat(lane.succeed(first, new Allowance(2, 10, OptionalInt.of(1)), NOW)).isEmpty();
  }

  @Test
  void anAllowanceThatShrankTakesTheTurnBack() {
    start(first);
    start(claimed("dlv_2", 0, false, 0));
    lane.add(claimed("dlv_3", 0, false, 0));
    Allowance one = new Allowance(1, 10, OptionalInt.empty());

    assertThat(lane.succeed(first, one, NOW)).isEmpty();
    assertThat(lane.inFlight()).isEqualTo(2);
  }

  @Test
  void retriesAreNoMoreThanHalfBySuccessionEither() {
    Claimed retry = claimed("dlv_2", 1, false, 0);
    start(first);
    start(retry);
    lane.add(claimed("dlv_3", 1, false, 0));

    assertThat(lane.succeed(first, TWO, NOW)).as("the turn of a first attempt").isEmpty();
    assertThat(lane.succeed(retry, TWO, NOW)).as("the turn of a retry").isPresent();
  }

  private void start(Claimed delivery) {
    lane.add(delivery);
    assertThat(Optional.of(lane.start(TWO, false, NOW))).contains(delivery);
  }

  private static Claimed claimed(String id, int attempts, boolean begun, int crashes) {
    return new Claimed(
        new Claimed.Keys(new DeliveryId(id), new EventId("evt_1"), "a.b", new EndpointId("we_1")),
        new byte[0],
        1,
        new Claimed.Count(attempts, begun, crashes, false),
        NOW,
        NOW);
  }
}
