package dev.tillgate.gateway.platform.access;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The keys callers show: stored as SHA-256 (they are long and random, so no slow hash is needed),
 * found by it, remembered for a few seconds so that a busy caller costs no query. Thread-safe.
 */
public final class ApiKeys {
  /** A key: {@code tg_} and at least 24 visible characters. */
  private static final Pattern FORM = Pattern.compile("tg_[\\x21-\\x7e]{24,200}");

  private static final int RANDOM_BYTES = 24;

  // A key revoked by another process still works here for this long at most.
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(5);
  private static final int REMEMBERED_MAX = 10_000;

  private final Database database;
  private final Ids ids;
  private final InstantSource clock;
  private final RandomGenerator chance;
  private final ApiKeyStore store = new ApiKeyStore();
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  private record Remembered(ApiKey key, Instant until) {}

  /** A key just made: the only time its text is seen. */
  public record NewKey(ApiKey key, String text) {}

  /**
   * No key is made or read yet.
   *
   * @param chance cryptographically strong
   */
  public ApiKeys(Database database, Ids ids, InstantSource clock, RandomGenerator chance) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.chance = chance;
  }

  /** Makes a key with the scope and those below it. */
  public NewKey create(String name, Scope scope) {
    byte[] bytes = new byte[RANDOM_BYTES];
    chance.nextBytes(bytes);
    String text = "tg_" + HexFormat.of().formatHex(bytes);
    ApiKey key = new ApiKey(ids.next("key"), name, scope, clock.instant(), null);
    database.change(tx -> store.insert(tx, key, hash(text)));
    return new NewKey(key, text);
  }

  /**
   * Sees to it that this key works as an admin key; given again, at a restart say, it is the same
   * key.
   *
   * @throws IllegalArgumentException when it is not {@code tg_} and 24 or more visible characters
   */
  public void ensureAdmin(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "an API key is tg_ and at least 24 visible characters; the one given is not");
    }
    ApiKey key =
        new ApiKey(ids.next("key"), "from the command line", Scope.ADMIN, clock.instant(), null);
    database.change(tx -> store.insert(tx, key, hash(text)));
  }

  /** The key of this text, unless there is none or it is revoked. */
  public Optional<ApiKey> find(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    String hash = hash(text);
    Remembered known = remembered.get(hash);
    if (known != null && known.until().isAfter(clock.instant())) {
      return Optional.of(known.key());
    }
    return lookUp(hash);
  }

  public List<ApiKey> all() {
    return database.read(store::all);
  }

  /** Ends the key; false when there is none that works. */
  public boolean revoke(String id) {
    boolean revoked = database.write(tx -> store.revoke(tx, id, clock.instant()));
    remembered.clear();
    return revoked;
  }

  private Optional<ApiKey> lookUp(String hash) {
    Optional<ApiKey> found = database.read(tx -> store.byHash(tx, hash));
    found.ifPresentOrElse(key -> remember(hash, key), () -> remembered.remove(hash));
    return found;
  }

  private void remember(String hash, ApiKey key) {
    if (remembered.size() >= REMEMBERED_MAX) {
      remembered.clear();
    }
    remembered.put(hash, new Remembered(key, clock.instant().plus(REMEMBERED_FOR)));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
