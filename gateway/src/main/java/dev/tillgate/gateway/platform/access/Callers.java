package dev.tillgate.gateway.platform.access;

import dev.tillgate.gateway.platform.http.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Objects;

/**
 * Checks the caller before every route that names a scope: {@code 401} without a key that works,
 * {@code 403} when its scope does not reach. Routes without a scope are open.
 */
public final class Callers {
  private static final String ATTRIBUTE = "tillgate.caller";
  private static final String BEARER = "bearer ";

  private final ApiKeys keys;

  public Callers(ApiKeys keys) {
    this.keys = keys;
  }

  /** Puts the check before every matched route. */
  public void addTo(RoutesConfig routes) {
    routes.beforeMatched(this::check);
  }

  /** Who is calling; only on routes that name a scope. */
  public static ApiKey of(Context context) {
    return Objects.requireNonNull(context.<ApiKey>attribute(ATTRIBUTE), "the route names no scope");
  }

  private void check(Context context) {
    for (RouteRole role : context.routeRoles()) {
      if (role instanceof Scope needed) {
        context.attribute(ATTRIBUTE, authorized(context, needed));
      }
    }
  }

  private ApiKey authorized(Context context, Scope needed) {
    ApiKey key = keys.find(bearer(context)).orElseThrow(Callers::unauthorized);
    if (!key.scope().includes(needed)) {
      throw new Problem(
          403,
          "scope-missing",
          "This route needs the scope '"
              + needed.word()
              + "'; the key has '"
              + key.scope().word()
              + "'.");
    }
    return key;
  }

  private static String bearer(Context context) {
    String header = context.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw unauthorized();
    }
    return header.substring(BEARER.length()).strip();
  }

  private static Problem unauthorized() {
    return new Problem(
            401, "unauthorized", "Send 'Authorization: Bearer tg_…' with a key that works.")
        .header("WWW-Authenticate", "Bearer");
  }
}
