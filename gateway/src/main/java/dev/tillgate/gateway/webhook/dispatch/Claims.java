package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the right to send deliveries that stand in the store: those that are due, and, when one
 * died, those a dead node had.
 */
final class Claims {
  private final Database database;
  private final EndpointDirectory directory;
  private final InstantSource clock;
  private final Node node;
  private final ClaimStore store = new ClaimStore();
  private final AttemptStore attempts = new AttemptStore();
  private final OrphanStore orphans;

  Claims(Database database, EndpointDirectory directory, InstantSource clock, Node node) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
    this.node = node;
    this.orphans = new OrphanStore(clock);
  }

  /**
   * Claims up to so many due deliveries of an endpoint that may be sent to; behind an open breaker,
   * of those a person asked for. Both are told after the commit, in the order of the commits.
   *
   * @param next told when the endpoint's next one behind these is due
   * @return how many
   */
  int claimDue(EndpointId endpoint, int limit, Consumer<List<Claimed>> claimed, Backlog next) {
    return database.write(tx -> {
      Instant now = clock.instant();
      Optional<Endpoint> enabled = enabled(tx, endpoint);
      Look look = enabled.map(found -> look(tx, found, now, limit)).orElse(Look.NONE);
      List<Claimed> taken = claim(tx, look.due());
      Optional<Instant> following = enabled.flatMap(found -> following(tx, found, look));
      boolean asked =
          enabled
              .filter(found -> found.breaker().isOpen())
              .filter(found -> !store.asked(tx, found, now, 1).isEmpty())
              .isPresent();
      tx.afterCommit(() -> {
        following.ifPresent(due -> next.dueAt(endpoint, due));
        if (asked) {
          next.asked(endpoint, clock.instant());
        }
        claimed.accept(taken);
      });
      return taken.size();
    });
  }

  /** Ends the claims of every node that is not there: what they had is anyone's. */
  int recover() {
    return database.write(tx -> {
      orphans.adopt(tx);
      // First the count, then the rows: the count looks for sends without one.
      int crashed = orphans.crashed(tx, Reply.Interrupted.REASON);
      attempts.insertInterrupted(tx, Reply.Interrupted.REASON);
      orphans.disown(tx);
      return crashed;
    });
  }

  /** When each endpoint's next delivery is due. */
  Map<EndpointId, Instant> nextDue() {
    return database.read(store::nextDue);
  }

  /** The endpoints with a delivery that a person asked for. */
  List<EndpointId> askedFor() {
    return database.read(store::askedFor);
  }

  private Optional<Endpoint> enabled(Tx tx, EndpointId endpoint) {
    return directory.find(tx, endpoint).map(Target::endpoint).filter(Endpoint::isEnabled);
  }

  /**
   * What was found due.
   *
   * @param until nothing else is due up to then; what another node is claiming is that one's
   * @param full whether there were as many as were asked for, so that there may be more
   */
  private record Look(List<Claimed> due, Instant until, boolean full) {
    static final Look NONE = new Look(List.of(), Instant.EPOCH, false);
  }

  private Look look(Tx tx, Endpoint endpoint, Instant now, int limit) {
    List<Claimed> asked =
        endpoint.breaker().isOpen() && endpoint.isOpenToPeopleAt(now)
            ? store.asked(tx, endpoint, now, limit)
            : List.of();
    if (!asked.isEmpty() || !endpoint.isOpenAt(now)) {
      return new Look(asked, Instant.EPOCH, false);
    }
    List<Claimed> due = store.due(tx, endpoint, now, limit);
    return new Look(due, now, due.size() == limit);
  }

  /** Looks only behind what was found: before it lie those that are claimed, in numbers. */
  private Optional<Instant> following(Tx tx, Endpoint endpoint, Look look) {
    return look.full() ? Optional.of(look.until()) : store.nextDue(tx, endpoint, look.until());
  }

  private List<Claimed> claim(Tx tx, List<Claimed> due) {
    int[] counts = store.claim(tx, due, node.id());
    List<Claimed> taken = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        taken.add(due.get(i));
      }
    }
    return taken;
  }
}
