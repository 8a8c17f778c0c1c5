package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.signing.Rotating;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** What can be done with endpoints; each in the caller's transaction. */
public final class Endpoints {
  private final EndpointDirectory directory;
  private final Alignments alignments;
  private final Notices notices;
  private final Ids ids;
  private final InstantSource clock;
  private final RandomGenerator chance;

  /**
   * @param chance cryptographically strong: secrets come from it
   */
  public Endpoints(
      EndpointDirectory directory,
      OpenDeliveries deliveries,
      Notices notices,
      Ids ids,
      InstantSource clock,
      RandomGenerator chance) {
    this.directory = directory;
    this.alignments = new Alignments(deliveries);
    this.notices = notices;
    this.ids = ids;
    this.clock = clock;
    this.chance = chance;
  }

  /** Makes an endpoint, enabled, with a secret of its own. */
  public Target create(Tx tx, EndpointSettings settings) {
    Endpoint endpoint =
        new Endpoint(
            new EndpointId(ids.next(EndpointId.PREFIX)),
            settings,
            Endpoint.Gate.OPEN,
            clock.instant());
    Target target = new Target(endpoint, List.of(SigningSecret.random(chance)));
    directory.add(tx, target);
    return target;
  }

  /**
   * The endpoint as this transaction sees it.
   *
   * @throws Problem 404 when there is none
   */
  public Target find(Tx tx, String id) {
    if (!id.startsWith(EndpointId.PREFIX + '_')) {
      throw absent();
    }
    return directory.find(tx, new EndpointId(id)).orElseThrow(Endpoints::absent);
  }

  private Target findToChange(Tx tx, String id) {
    EndpointId existing = find(tx, id).id();
    return directory.findToChange(tx, existing).orElseThrow(Endpoints::absent);
  }

  /** Changes what the operator chose; what is queued goes to the new address. */
  public Endpoint change(Tx tx, String id, UnaryOperator<EndpointSettings> edit) {
    Target target = findToChange(tx, id);
    Endpoint changed = target.endpoint().with(edit.apply(target.endpoint().settings()));
    directory.changeSettings(tx, new Target(changed, target.secrets()), clock.instant());
    return changed;
  }

  /**
   * Gives the endpoint a new secret; the present one signs beside it for the overlap, as do older
   * ones whose overlap has not ended, ten old ones at most.
   */
  public SigningSecret rotate(Tx tx, String id, Duration overlap) {
    Target target = findToChange(tx, id);
    Instant now = clock.instant();
    SigningSecret fresh = SigningSecret.random(chance);
    List<SigningSecret> secrets = Rotating.rotate(fresh, target.secrets(), overlap, now);
    directory.changeSecrets(tx, new Target(target.endpoint(), secrets), now);
    return fresh;
  }

  /**
   * Sends to it again, more and more at a time; what was parked for it is due now, or soon if it is
   * much. Nothing happens when it is enabled.
   */
  public Endpoint enable(Tx tx, String id) {
    Target target = findToChange(tx, id);
    if (!target.endpoint().isEnabled()) {
      directory.changeStatus(tx, target, EndpointStatus.ENABLED, null, clock.instant());
      Breaker was = target.endpoint().breaker();
      changeBreaker(tx, target.id(), was, was.halfOpen(clock.instant()));
      alignments.begin(tx, target.id());
      tell(tx, target.id(), "endpoint.recovered");
    }
    return find(tx, id).endpoint();
  }

  /** Sends nothing more to it; its open deliveries are parked. Repeating it changes nothing. */
  public Endpoint disable(Tx tx, String id, String reason) {
    Target target = findToChange(tx, id);
    if (target.endpoint().isEnabled()) {
      directory.changeStatus(tx, target, EndpointStatus.DISABLED, reason, clock.instant());
      alignments.begin(tx, target.id());
      tell(tx, target.id(), "endpoint.disabled");
    }
    return find(tx, id).endpoint();
  }

  /** Ends the endpoint and its open deliveries. */
  public void delete(Tx tx, String id) {
    Target target = findToChange(tx, id);
    directory.changeStatus(tx, target, EndpointStatus.DELETED, null, clock.instant());
    alignments.begin(tx, target.id());
  }

  /**
   * Brings one more batch of open deliveries in line with an endpoint that was enabled, disabled or
   * deleted.
   *
   * @return the endpoint; empty when all are in line
   */
  public Optional<EndpointId> align(Tx tx) {
    return alignments.goOn(tx);
  }

  /** Whether {@link #align} would find nothing to do. */
  public boolean isAligned(Tx tx) {
    return alignments.isDone(tx);
  }

  /** Sends nothing to it before that time, because the receiver asked for it. */
  public void pause(Tx tx, EndpointId id, Instant until) {
    directory.findToChange(tx, id).ifPresent(target -> directory.pause(tx, target, until));
  }

  /**
   * Says how far its deliveries are let through.
   *
   * @param known what it was when that was decided; if somebody else changed it since, nothing is
   * @return whether it was changed
   */
  public boolean changeBreaker(Tx tx, EndpointId id, Breaker known, Breaker next) {
    Optional<Target> found =
        directory.findToChange(tx, id).filter(target -> target.endpoint().breaker().equals(known));
    found.ifPresent(target -> directory.changeBreaker(tx, target, next));
    if (found.isPresent() && next.state() == Breaker.State.CLOSED) {
      tell(tx, id, "endpoint.recovered");
    }
    return found.isPresent();
  }

  private void tell(Tx tx, EndpointId id, String type) {
    Endpoint endpoint = find(tx, id.value()).endpoint();
    notices.publish(tx, type, id, Json.object().set("endpoint", EndpointView.of(endpoint)));
  }

  static Problem absent() {
    return new Problem(404, "not-found", "There is no such webhook endpoint.");
  }
}
