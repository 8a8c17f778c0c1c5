package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.access.ApiKey;
import dev.tillgate.gateway.platform.access.ApiKeys;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;

/** Where keys are kept: the store when it is free, else the gateway that holds it. */
final class KeyDesk {
  private final KeyFlags flags;

  KeyDesk(KeyFlags flags) {
    this.flags = flags;
  }

  int create(String name, Scope scope) {
    return either(
        keys -> {
          ApiKeys.NewKey created = keys.create(name, scope);
          return print(created.text() + "  " + line(created.key()));
        },
        gateway -> {
          JsonNode created =
              gateway.send(
                  "POST", "/v1/keys", Json.object().put("name", name).put("scope", scope.word()));
          return print(created.get("key").asString() + "  " + line(created));
        });
  }

  int list() {
    return either(
        keys -> {
          keys.all().forEach(key -> print(line(key)));
          return 0;
        },
        gateway -> {
          gateway.send("GET", "/v1/keys", null).get("data").forEach(key -> print(line(key)));
          return 0;
        });
  }

  int revoke(String id) {
    return either(
        keys -> keys.revoke(id) ? print("revoked " + id) : missing(id),
        gateway -> {
          gateway.send("DELETE", "/v1/keys/" + id, null);
          return print("revoked " + id);
        });
  }

  private int either(ToIntFunction<ApiKeys> here, ToIntFunction<KeyClient> there) {
    Ambient ambient = new Ambient(Clock.systemUTC(), new SecureRandom());
    LogSetup.to("text");
    StoreOptions options =
        new StoreOptions(1, (reason, cause) -> Runtime.getRuntime().halt(70), StoreObserver.NONE);
    try (Database database = Stores.open(place(), options)) {
      return here.applyAsInt(
          new ApiKeys(database, ambient.ids(), ambient.clock(), ambient.chance()));
    } catch (DataHeldException held) {
      return there.applyAsInt(gateway(held));
    }
  }

  /**
   * A look does no harm, nor does a key: whether the server is careful is for the gateway to ask.
   */
  private StorePlace place() {
    return new StorePlace(flags.data(), Optional.ofNullable(flags.databaseUrl()), true);
  }

  private KeyClient gateway(DataHeldException held) {
    String apiKey = flags.apiKey();
    if (apiKey == null) {
      throw new IllegalArgumentException(
          "a gateway runs on "
              + place()
              + ": give --api-key, an admin key of it, and --url if it is not "
              + flags.url(),
          held);
    }
    return new KeyClient(flags.url(), apiKey);
  }

  private static int missing(String id) {
    System.err.println("there is no key " + id + ", or it is revoked already");
    return 1;
  }

  private static int print(String text) {
    System.out.println(text);
    return 0;
  }

  private static String line(ApiKey key) {
    return "%s  %-8s  %s  %s"
        .formatted(
            key.id(),
            key.scope().word(),
            key.revokedAt() == null ? "works" : "revoked",
            key.name());
  }

  private static String line(JsonNode key) {
    return "%s  %-8s  %s  %s"
        .formatted(
            key.get("id").asString(),
            key.get("scope").asString(),
            key.get("revoked_at").isNull() ? "works" : "revoked",
            key.get("name").asString());
  }
}
