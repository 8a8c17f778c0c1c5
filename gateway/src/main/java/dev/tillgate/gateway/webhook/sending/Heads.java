package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.delivery.Wishes;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads from a reply's head what it asks of us. */
final class Heads {
  private static final int REDIRECTS = 3;
  private static final int FAMILY = 100;
  private static final int LOCATION_MAX = 500;
  private static final Pattern UNSEEN = Pattern.compile("[^\\x21-\\x7e]");

  private Heads() {}

  static Wishes wishes(Response head) {
    Set<String> asked =
        head.headers("webhook-delivery").stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return new Wishes(
        head.header("Retry-After"),
        location(head),
        asked.contains("disable"),
        asked.contains("abort-message"));
  }

  private static @Nullable String location(Response head) {
    String location = head.header("Location");
    if (location == null || head.code() / FAMILY != REDIRECTS) {
      return null;
    }
    String seen = UNSEEN.matcher(location).replaceAll("");
    return seen.substring(0, Math.min(seen.length(), LOCATION_MAX));
  }
}
