package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Expansion;
import dev.tillgate.mockpsp.idempotency.Keys;
import dev.tillgate.mockpsp.idempotency.Running;
import dev.tillgate.mockpsp.idempotency.StoredAnswer;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Tx;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what a request asks for, once per idempotency key. The effect and the answer kept under the
 * key are committed together: after a crash there are both or neither.
 */
public final class Execution {
  private static final Logger log = LoggerFactory.getLogger(Execution.class);

  private final Database database;
  private final Keys keys;
  private final Running running;
  private final Expansion expansion;
  private final InstantSource clock;
  private final Obstacles obstacles;

  public Execution(
      Database database,
      Keys keys,
      Running running,
      Expansion expansion,
      InstantSource clock,
      Obstacles obstacles) {
    this.database = database;
    this.keys = keys;
    this.running = running;
    this.expansion = expansion;
    this.clock = clock;
    this.obstacles = obstacles;
  }

  /**
   * Answers a request, from the store if its key was answered before. Key and object stay held
   * until the first answer may be given: as long as the caller has none, the request is running. An
   * answer given again holds nobody up.
   */
  Reply answer(Incoming request) {
    String key = request.origin().idempotencyKey();
    if (key == null) {
      return onObject(request);
    }
    String name = "key " + key;
    // Looked up without holding the key: two who ask again at once both get the kept answer.
    if (database.write(tx -> kept(request, tx)).isEmpty()) {
      return running.alone(name, () -> ApiError.keyInUse(key), () -> onObject(request));
    }
    if (running.isBusy(name)) {
      throw ApiError.keyInUse(key);
    }
    return obstacles.around(request, () -> execute(request));
  }

  private Optional<StoredAnswer> kept(Incoming request, Tx tx) {
    String key = request.origin().idempotencyKey();
    if (key == null) {
      return Optional.empty();
    }
    Optional<StoredAnswer> stored = keys.find(tx, key, clock.instant());
    stored.ifPresent(answer -> checkSame(request, key, answer));
    return stored;
  }

  private static void checkSame(Incoming request, String key, StoredAnswer answer) {
    if (!answer.fingerprint().equals(request.fingerprint())) {
      throw ApiError.otherParameters(key);
    }
  }

  /** Two calls never change one object at once; the second is told to try again. */
  private Reply onObject(Incoming request) {
    Optional<String> subject = request.subject(database);
    if (subject.isEmpty()) {
      return obstacles.around(request, () -> execute(request));
    }
    return running.alone(
        "object " + subject.get(),
        ApiError::locked,
        () -> obstacles.around(request, () -> execute(request)));
  }

  private Reply execute(Incoming request) {
    try {
      return database.write(tx -> firstOrAgain(request, tx));
    } catch (ApiError refusal) {
      return refuse(request, refusal);
    } catch (RuntimeException e) {
      log.error("request.failed id={}", request.origin().requestId(), e);
      return refuse(request, ApiError.ours("Something went wrong on the provider's side."));
    }
  }

  /** Another call with the key may have been answered since it was looked up. */
  private Reply firstOrAgain(Incoming request, Tx tx) {
    Optional<StoredAnswer> stored = kept(request, tx);
    if (stored.isEmpty()) {
      return act(request, tx);
    }
    keys.countReplay(tx, Objects.requireNonNull(request.origin().idempotencyKey()));
    return Reply.again(stored.get());
  }

  private Reply act(Incoming request, Tx tx) {
    Call call = request.call(tx);
    Answer answer = request.route().action().apply(call);
    if (answer.status() == 200) {
      expansion.apply(call, answer.body());
    }
    return keep(request, tx, answer);
  }

  /** The refused work is undone by now; if it had begun, the refusal itself is the first answer. */
  private Reply refuse(Incoming request, ApiError refusal) {
    if (refusal.executed()) {
      return database.write(tx -> keep(request, tx, refusal.answer()));
    }
    return Reply.refusal(refusal, originalRequest(request));
  }

  private Reply keep(Incoming request, Tx tx, Answer answer) {
    Reply reply = Reply.first(answer, originalRequest(request));
    String key = request.origin().idempotencyKey();
    if (key != null) {
      keys.store(tx, key, stored(request, reply), objectOf(answer), clock.instant());
    }
    return reply;
  }

  private static StoredAnswer stored(Incoming request, Reply reply) {
    String id = Objects.requireNonNull(request.origin().requestId());
    return new StoredAnswer(request.fingerprint(), id, reply.status(), reply.body());
  }

  private static @Nullable String originalRequest(Incoming request) {
    return request.origin().idempotencyKey() == null ? null : request.origin().requestId();
  }

  private static @Nullable String objectOf(Answer answer) {
    ObjectNode body = answer.body();
    String failed = body.at("/error/payment_intent/id").asString(answer.object());
    return body.path("id").asString(failed);
  }
}
