package dev.tillgate.gateway.platform.idempotency;

import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers a repeated request as the first time. Three steps: {@link #hold} the key while the
 * request is alive here, {@link #claim} it in the transaction that does the work, {@link #keep} the
 * answer. Thread-safe.
 */
public final class Idempotency {
  /** How long a key is remembered. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  /** The statuses worth keeping: of the others nothing was done, and a repeat may fare better. */
  private static final Set<Integer> KEPT = Set.of(200, 201, 202, 402);

  private final Database database;
  private final InstantSource clock;
  private final IdempotencyStore store = new IdempotencyStore();
  private final Set<LiveKey> live = ConcurrentHashMap.newKeySet();

  private record LiveKey(String owner, String key) {}

  /** Lets the key go when the request is over. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  public Idempotency(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Holds the key for a live request.
   *
   * @throws Problem 409 {@code idempotency-key-in-use} when another live request holds it
   */
  public Held hold(KeyedRequest request) {
    LiveKey key = new LiveKey(request.owner(), request.key());
    if (!live.add(key)) {
      throw new Problem(
              409,
              "idempotency-key-in-use",
              "A request with this Idempotency-Key is still running; repeat it later.")
          .retryAfter(1);
    }
    return () -> live.remove(key);
  }

  /**
   * Claims the key for the resource the transaction is about to make. A transaction that fails
   * leaves the key unclaimed.
   *
   * @throws Problem 422 {@code idempotency-key-reused} when the key came with another request
   */
  public Claim claim(Tx tx, KeyedRequest request, String resource) {
    if (store.insert(tx, request, resource, clock.instant(), clock.instant().minus(LIFETIME))) {
      return new Claim.Fresh();
    }
    IdempotencyStore.Row row = store.find(tx, request).orElseThrow();
    if (!row.fingerprint().equals(request.fingerprint())) {
      throw new Problem(
          422,
          "idempotency-key-reused",
          "This Idempotency-Key came with another request; use a new key for a new request.");
    }
    return row.answer() == null
        ? new Claim.Attach(row.resource())
        : new Claim.Replay(
            Objects.requireNonNull(row.answer()).with("Idempotent-Replayed", "true"));
  }

  /**
   * Does a piece of work that one transaction finishes, once: the key is claimed, the work done and
   * the answer kept together, or nothing is.
   */
  public Answer once(KeyedRequest request, String resource, Database.Work<Answer> work) {
    try (Held held = hold(request)) {
      return database.write(tx ->
          switch (claim(tx, request, resource)) {
            case Claim.Fresh fresh -> answer(tx, request, work);
            case Claim.Replay replay -> replay.answer();
            case Claim.Attach attach ->
                throw new IllegalStateException(
                    "a key without an answer guards " + attach.resource());
          });
    }
  }

  /**
   * Does a piece of work whose answer is known only after it has committed: the key is claimed with
   * the work, the answer kept before it is given. A repeat after a crash in between does not work
   * again; its answer is what has become of the resource.
   *
   * @param outcome the answer, given the resource; called outside any transaction, and may wait
   */
  public Answer serve(
      KeyedRequest request, String resource, Consumer<Tx> work, Function<String, Answer> outcome) {
    try (Held held = hold(request)) {
      return switch (database.write(tx -> claim(tx, request, resource, work))) {
        case Claim.Fresh fresh -> keep(request, outcome.apply(resource));
        case Claim.Attach attach -> keep(request, outcome.apply(attach.resource()));
        case Claim.Replay replay -> replay.answer();
      };
    }
  }

  private Claim claim(Tx tx, KeyedRequest request, String resource, Consumer<Tx> work) {
    Claim claim = claim(tx, request, resource);
    if (claim instanceof Claim.Fresh) {
      work.accept(tx);
    }
    return claim;
  }

  /** Keeps the answer for repeats, on disk when this returns; answers not worth keeping are not. */
  public Answer keep(KeyedRequest request, Answer answer) {
    if (KEPT.contains(answer.status())) {
      database.change(tx -> store.answer(tx, request, answer));
    }
    return answer;
  }

  /** Forgets keys past their lifetime, at most so many; returns how many. */
  public int forgetExpired(int limit) {
    return database.write(tx -> store.deleteOlder(tx, clock.instant().minus(LIFETIME), limit));
  }

  private Answer answer(Tx tx, KeyedRequest request, Database.Work<Answer> work) {
    Answer answer = work.in(tx);
    store.answer(tx, request, answer);
    return answer;
  }
}
