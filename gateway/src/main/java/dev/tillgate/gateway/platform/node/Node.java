package dev.tillgate.gateway.platform.node;

import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.Turn;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among the gateways that work on one store. Each says again and again that it is
 * there; one that was silent for the lease is buried by the others, who take over what it had, by
 * the store's clock alone. One that wakes up after that learns it by its next beat and goes on
 * under a new id; until then it knows by its own clock that it may have been buried, and begins
 * nothing. Thread-safe.
 */
public final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final int BEATS_PER_LEASE = 8;

  private final Database database;
  private final Ambient ambient;
  private final Terms terms;
  private final NodeStore store = new NodeStore();
  private final AtomicReference<State> state = new AtomicReference<>(new State("", Roll.EMPTY, 0));
  private final AtomicBoolean changed = new AtomicBoolean();
  private final List<Runnable> changeEars = new CopyOnWriteArrayList<>();
  private final List<Runnable> upkeep = new CopyOnWriteArrayList<>();
  private final Loop beats = new Loop("node-beat", this::beat);
  private final Loop tending = new Loop("node-upkeep", this::tend);
  private final Turn lead = new Lead();

  /**
   * How a node takes part.
   *
   * @param works whether it delivers and looks after what is due
   * @param lease how long it may be silent before the others take over
   */
  public record Terms(boolean works, Duration lease) {
    /** Longer than a stop that is no death; two takeovers in a row are still under a minute. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    /** One that does everything. */
    public static final Terms DEFAULT = new Terms(true, LEASE);
  }

  /**
   * @param seenAt by the ambient nanoseconds, before the store was told
   */
  private record State(String id, Roll roll, long seenAt) {}

  public Node(Database database, Ambient ambient, Terms terms) {
    this.database = database.forCallbacks(); // However much is written, its beats come through.
    this.ambient = ambient;
    this.terms = terms;
  }

  /** Makes itself known; before anything is claimed under its {@link #id}. */
  public void join() {
    String id = freshId();
    long now = ambient.nanos().getAsLong();
    Roll roll =
        database.write(tx -> {
          if (!database.isShared()) {
            store.clear(tx); // Of those before it, which are dead: there is one at a time.
          }
          store.insert(tx, id, terms);
          return store.roll(tx);
        });
    state.set(new State(id, roll, now));
    log.info("node.joined id={} nodes={}", id, roll.entries().size());
    database.hints().give(Hints.Topic.NODE, id);
  }

  /** Beats on its own from now on; where it can only be alone, nothing has to be done. */
  public void start() {
    if (database.isShared()) {
      database.hints().listen(Hints.Topic.NODE, unused -> beats.wake());
      database.hints().onGap(beats::wake);
      beats.start();
      tending.start();
    }
  }

  /** Its present name, which stands in what it claims. */
  public String id() {
    return state.get().id();
  }

  /** Whether what it claimed is surely still its own. */
  public boolean holds() {
    return holds(state.get());
  }

  private boolean holds(State now) {
    return !database.isShared()
        || ambient.nanos().getAsLong() - now.seenAt() < terms.lease().toNanos() * 3 / 4;
  }

  /** Whether others were there when it last looked. */
  public boolean hasOthers() {
    State now = state.get();
    return now.roll().hasOthersThan(now.id());
  }

  /** How many were there when it last looked, itself included. */
  public int nodes() {
    return state.get().roll().entries().size();
  }

  /** What is done by one of them at a time: by the worker that has been there longest. */
  public Turn lead() {
    return lead;
  }

  /** This node's part of the work for that key, whichever that is. */
  public Share share(Object key) {
    State now = state.get();
    return now.roll().share(now.id()).turnedBy(key);
  }

  /**
   * Told when nodes have come or gone, this one perhaps; it may write, and is told again if not.
   */
  public void onChange(Runnable ear) {
    changeEars.add(ear);
  }

  /** Done with every beat, and when hints say that there may be something to do. */
  public void onUpkeep(Runnable chore) {
    upkeep.add(chore);
  }

  /** Does the upkeep soon; never blocks. */
  public void tendSoon() {
    tending.wake();
  }

  /** Tells the others, if there are any; from commit hooks. */
  public void tell(Hints.Topic topic, String about) {
    if (hasOthers()) {
      database.hints().give(topic, about);
    }
  }

  /**
   * One step: says that it is there, buries who is not, and looks who else is. Returns how long
   * that is enough.
   */
  public Duration beat() {
    State before = state.get();
    long now = ambient.nanos().getAsLong();
    State after = database.write(tx -> beat(tx, before, now));
    state.set(after);
    if (!after.id().equals(before.id())) {
      log.warn("node.rejoined id={} was={}", after.id(), before.id());
    }
    if (!after.roll().equals(before.roll())) {
      log.info("node.roll nodes={} leads={}", after.roll().entries().size(), lead.isOurs());
      changed.set(true);
    }
    tending.wake();
    return terms.lease().dividedBy(BEATS_PER_LEASE);
  }

  private State beat(Tx tx, State before, long now) {
    String id = before.id();
    Duration silence = store.silence(tx, id).orElse(terms.lease());
    if (!store.seen(tx, id)) {
      id = freshId();
      store.insert(tx, id, terms);
    }
    // Whoever was away itself, or had no store, cannot tell who else was: the next beat can.
    if (silence.compareTo(terms.lease().dividedBy(2)) < 0) {
      store.bury(tx);
    }
    return new State(id, store.roll(tx), now);
  }

  /** One step: has everyone take note of who came and went, and look after what they keep. */
  public Duration tend() {
    if (changed.getAndSet(false)) {
      try {
        changeEars.forEach(Runnable::run);
      } catch (RuntimeException e) {
        changed.set(true);
        throw e;
      }
    }
    upkeep.forEach(Runnable::run);
    return terms.lease();
  }

  private String freshId() {
    return ambient.ids().next("node");
  }

  /** Leaves, so that the others need not wait for its lease to end. */
  @Override
  public void close() {
    beats.close();
    tending.close();
    try {
      database.change(tx -> store.remove(tx, id()));
      tell(Hints.Topic.NODE, id());
    } catch (StoreUnavailableException e) {
      log.info("node.left_unsaid reason={}", e.getMessage());
    }
  }

  /** Read together: who leads by one look must hold by the same. */
  private final class Lead implements Turn {
    /** What others make due is seen this late at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public boolean isOurs() {
      State now = state.get();
      return now.roll().isLed(now.id()) && holds(now);
    }

    @Override
    public Duration patience() {
      return hasOthers() ? PATIENCE : ALWAYS.patience();
    }

    @Override
    public void onChange(Runnable ear) {
      Node.this.onChange(ear);
    }
  }
}
