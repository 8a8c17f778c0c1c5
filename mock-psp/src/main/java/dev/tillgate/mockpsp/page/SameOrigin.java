package dev.tillgate.mockpsp.page;

import dev.tillgate.mockpsp.http.ApiError;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from posting with a developer's browser: pages have no login, so being on this
 * machine is all that anybody needs. Browsers say where a request comes from; other clients do not,
 * and are let through. A name that an attacker points at this machine is not told apart.
 */
public final class SameOrigin {
  private static final Set<String> OURS = Set.of("same-origin", "none");

  private SameOrigin() {}

  /** Throws when a browser says that another site sends this. */
  public static void check(Context http) {
    if (!isOurs(http.header("Sec-Fetch-Site"), http.header("Origin"), http.host())) {
      throw ApiError.refused(403, "This was sent by a page of another site, and is not done.");
    }
  }

  /**
   * @param site {@code Sec-Fetch-Site}; null from what is no browser, or an old one
   * @param origin {@code Origin}; looked at when there is no site
   * @param host {@code Host}, with its port
   */
  static boolean isOurs(@Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null) {
      return OURS.contains(site);
    }
    return origin == null || authority(origin).equals(host);
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
