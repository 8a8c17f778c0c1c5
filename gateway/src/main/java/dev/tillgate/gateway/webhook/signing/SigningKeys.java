package dev.tillgate.gateway.webhook.signing;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The gateway's own keys, in memory, so that neither sending nor publishing them asks the store.
 * Thread-safe.
 */
public final class SigningKeys {
  private final Database database;
  private final SigningKeyStore store;
  private final Ids ids;
  private final InstantSource clock;
  private final Revision revision;
  private final AtomicReference<List<SigningKey>> known = new AtomicReference<>(List.of());
  private final ReentrantLock rotating = new ReentrantLock();

  public SigningKeys(Database database, SecretBox box, Ids ids, InstantSource clock) {
    this.database = database;
    this.revision = database.revision("webhook_keys");
    this.store = new SigningKeyStore(box);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Reads the keys, making and keeping one when there is none; before the first use.
   *
   * @throws IllegalStateException when one does not open: the master key is another, or the row was
   *     altered
   */
  public void load() {
    known.set(database.write(this::readOrMake));
  }

  /** Learns what other gateways made of them. */
  public void refresh() {
    rotating.lock();
    try {
      known.set(database.read(store::all));
    } finally {
      rotating.unlock();
    }
  }

  /** The keys that sign at that time, the current one first; never none. */
  public List<SigningKey> at(Instant now) {
    List<SigningKey> keys = known.get().stream().filter(key -> key.signsAt(now)).toList();
    if (keys.isEmpty()) {
      throw new IllegalStateException("the signing keys are not loaded");
    }
    return keys;
  }

  /**
   * Makes a new key, which signs at once; the present one signs beside it for the overlap. Each
   * call makes another.
   *
   * @return all keys that sign now, the new one first
   */
  List<SigningKey> rotate(Duration overlap) {
    // One at a time: two answers of the store must not be kept in the wrong order.
    rotating.lock();
    try {
      List<SigningKey> next = database.write(tx -> rotate(tx, overlap));
      known.set(next);
      return next;
    } finally {
      rotating.unlock();
    }
  }

  private List<SigningKey> rotate(Tx tx, Duration overlap) {
    revision.lock(tx); // Two that rotate at once must not each forget the other's key.
    Instant now = clock.instant();
    List<SigningKey> next = Rotating.rotate(fresh(now), store.all(tx), overlap, now);
    store.replace(tx, next);
    return next;
  }

  private List<SigningKey> readOrMake(Tx tx) {
    revision.lock(tx);
    List<SigningKey> kept = store.all(tx);
    if (!kept.isEmpty()) {
      return kept;
    }
    List<SigningKey> first = List.of(fresh(clock.instant()));
    store.replace(tx, first);
    return first;
  }

  private SigningKey fresh(Instant now) {
    return SigningKey.random(ids.next(SigningKey.PREFIX), now);
  }
}
