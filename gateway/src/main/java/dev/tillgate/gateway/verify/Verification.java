package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Holds every invariant against a store, and the store against the provider's books. Writes
 * nothing, and needs no quiet: a gateway may be running on the store.
 */
public final class Verification {
  private final Snapshot snapshot;
  private final InstantSource clock;
  private final InvariantStore invariants = new InvariantStore();
  private final MoneyStore money = new MoneyStore();
  private final InboxBooksStore inbox = new InboxBooksStore();

  /** Of that store. */
  public Verification(Snapshot snapshot, InstantSource clock) {
    this.snapshot = snapshot;
    this.clock = clock;
  }

  /** What one moment's store says of itself. */
  public Report ofStore() {
    return snapshot.read(tx -> report(tx, clock.instant()));
  }

  /**
   * {@link #ofStore}, whether the provider's money is where the orders say, and whether the events
   * it counts as delivered are in the inbox. An order that is on its way, or moves while the
   * provider is asked, is not judged: look again when it is quiet.
   *
   * @throws java.io.UncheckedIOException when the provider does not answer
   */
  public Report against(ProviderBooks provider) {
    Report store = ofStore();
    MoneyBooks before = snapshot.read(money::books);
    Instant from = before.oldest(clock.instant());
    List<ProviderIntent> intents = provider.since(from);
    MoneyBooks after = snapshot.read(money::books);
    List<ProviderNotice> delivered = provider.delivered(from);
    InboxBooks kept = snapshot.read(tx -> inbox.since(tx, from));
    return store
        .and(new MoneyOracle(before, after, intents).report())
        .and(InboxOracle.report(kept, delivered));
  }

  private Report report(Tx tx, Instant now) {
    List<Finding> findings =
        StoreInvariants.ALL.stream()
            .map(invariant -> invariants.check(tx, invariant, now))
            .toList();
    return new Report(findings, invariants.tallies(tx));
  }
}
