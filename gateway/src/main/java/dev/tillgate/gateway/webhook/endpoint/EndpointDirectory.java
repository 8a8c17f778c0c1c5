package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every endpoint in memory, so that neither publishing nor sending asks the store. Two views: a
 * transaction sees all changes before it, its own among them, committed or not; a sender sees what
 * is committed. Each view has the revision of what it shows: who finds another revision in the
 * store reads again, for somebody else has changed an endpoint, or what was seen was rolled back.
 * Whoever changes one has the revision locked until the commit. Thread-safe.
 */
public final class EndpointDirectory {
  private final EndpointStore endpoints;
  private final SecretStore secrets;
  private final AtomicReference<View> writing = new AtomicReference<>(View.NONE);
  private final AtomicReference<View> committed = new AtomicReference<>(View.NONE);
  private final AtomicReference<Revision> revision = new AtomicReference<>(Revision.ofOneProcess());
  private final List<Consumer<Endpoint>> watchers = new CopyOnWriteArrayList<>();

  private record View(long revision, Map<String, Target> targets) {
    static final View NONE = new View(Long.MIN_VALUE, Map.of());
  }

  public EndpointDirectory(SecretBox box, Ids ids) {
    this.endpoints = new EndpointStore(box);
    this.secrets = new SecretStore(box, ids);
  }

  /** Reads everything; before the first use. */
  public void load(Database database) {
    revision.set(database.revision("webhook_endpoints"));
    committed.set(database.write(this::current));
  }

  /** Learns what others have changed since; watchers are told of each endpoint that differs. */
  public void refresh(Database database) {
    if (database.read(revision.get()::read) != committed.get().revision()) {
      // Locked, for then all that was changed before is committed, and published before this.
      database.change(tx -> {
        View now = lock(tx);
        tx.afterCommit(() -> learn(now));
      });
    }
  }

  private void learn(View now) {
    Map<String, Target> before = committed.getAndSet(now).targets();
    now.targets().values().stream()
        .filter(target -> isOther(target, before.get(target.id().value())))
        .forEach(target -> tell(target.endpoint()));
    before.values().stream()
        .map(Target::endpoint)
        .filter(gone -> !now.targets().containsKey(gone.id().value()))
        .forEach(gone -> tell(gone.with(gone.gate().with(EndpointStatus.DELETED, null))));
  }

  private static boolean isOther(Target target, @Nullable Target before) {
    return before == null || !before.endpoint().equals(target.endpoint());
  }

  /** Tells about each change of an endpoint once it is committed; must not block or write. */
  public void onChange(Consumer<Endpoint> watcher) {
    watchers.add(watcher);
  }

  /** All endpoints as this transaction sees them, oldest first. */
  public Collection<Target> all(Tx tx) {
    return current(tx).targets().values();
  }

  /** The endpoint as this transaction sees it, unless it was deleted. */
  public Optional<Target> find(Tx tx, EndpointId id) {
    return Optional.ofNullable(current(tx).targets().get(id.value()));
  }

  /** The same, and nobody else changes any endpoint until this transaction ends. */
  Optional<Target> findToChange(Tx tx, EndpointId id) {
    return Optional.ofNullable(lock(tx).targets().get(id.value()));
  }

  /** The endpoint as it was last committed, unless it was deleted. */
  public Optional<Target> committed(EndpointId id) {
    return Optional.ofNullable(committed.get().targets().get(id.value()));
  }

  /** All endpoints as last committed. */
  public Collection<Target> committed() {
    return committed.get().targets().values();
  }

  void add(Tx tx, Target target) {
    lock(tx);
    endpoints.insert(tx, target.endpoint());
    secrets.replace(tx, target.id(), target.secrets(), target.endpoint().createdAt());
    changed(tx, target);
  }

  void changeSettings(Tx tx, Target changed, Instant now) {
    require(endpoints.updateSettings(tx, changed.endpoint(), now), changed.id());
    changed(tx, changed);
  }

  void changeSecrets(Tx tx, Target changed, Instant now) {
    secrets.replace(tx, changed.id(), changed.secrets(), now);
    changed(tx, changed);
  }

  void changeStatus(
      Tx tx, Target target, EndpointStatus next, @Nullable String reason, Instant now) {
    if (!target.endpoint().status().mayBecome(next)) {
      throw new IllegalStateException(target.id() + " cannot become " + next.word());
    }
    require(endpoints.changeStatus(tx, target.endpoint(), next, reason, now), target.id());
    Endpoint changed = target.endpoint().with(target.endpoint().gate().with(next, reason));
    if (next == EndpointStatus.DELETED) {
      secrets.replace(tx, target.id(), List.of(), now);
    }
    changed(tx, new Target(changed, target.secrets()));
  }

  void pause(Tx tx, Target target, Instant until) {
    if (endpoints.pause(tx, target.id(), until)) {
      Endpoint.Gate gate = target.endpoint().gate().pausedUntil(until);
      changed(tx, new Target(target.endpoint().with(gate), target.secrets()));
    }
  }

  void changeBreaker(Tx tx, Target target, Breaker next) {
    endpoints.changeBreaker(tx, target.id(), next);
    Endpoint.Gate gate = target.endpoint().gate().with(next);
    changed(tx, new Target(target.endpoint().with(gate), target.secrets()));
  }

  private static void require(boolean changed, EndpointId id) {
    if (!changed) {
      throw new IllegalStateException(id + " was changed by somebody else meanwhile");
    }
  }

  private void changed(Tx tx, Target target) {
    Map<String, Target> targets = new TreeMap<>(current(tx).targets());
    if (target.endpoint().status() == EndpointStatus.DELETED) {
      targets.remove(target.id().value());
    } else {
      targets.put(target.id().value(), target);
    }
    View next = new View(revision.get().advance(tx), targets);
    writing.set(next);
    tx.afterCommit(() -> {
      committed.set(next);
      tell(target.endpoint());
    });
  }

  private void tell(Endpoint changed) {
    watchers.forEach(watcher -> watcher.accept(changed));
  }

  private View current(Tx tx) {
    return at(tx, revision.get().read(tx));
  }

  private View lock(Tx tx) {
    return at(tx, revision.get().lock(tx));
  }

  private View at(Tx tx, long wanted) {
    View known = writing.get();
    if (known.revision() == wanted) {
      return known;
    }
    View read = new View(wanted, read(tx));
    writing.set(read);
    return read;
  }

  private Map<String, Target> read(Tx tx) {
    Map<EndpointId, List<SigningSecret>> byEndpoint = secrets.all(tx);
    Map<String, Target> read = new TreeMap<>();
    for (Endpoint endpoint : endpoints.all(tx)) {
      List<SigningSecret> own = byEndpoint.getOrDefault(endpoint.id(), List.of());
      read.put(endpoint.id().value(), new Target(endpoint, own));
    }
    return read;
  }

  /** The endpoint as it stands in the store; for reading transactions. */
  public Optional<Target> stored(Tx tx, String id) {
    return endpoints
        .byId(tx, id)
        .map(endpoint ->
            new Target(endpoint, secrets.all(tx).getOrDefault(endpoint.id(), List.of())));
  }

  /** All endpoints as they stand in the store, oldest first; for reading transactions. */
  public List<Endpoint> stored(Tx tx) {
    return endpoints.all(tx);
  }

  List<Endpoint> page(Tx tx, @Nullable String cursor, int limit) {
    return endpoints.page(tx, cursor, limit);
  }
}
