package dev.tillgate.gateway.platform.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the caller prefers (RFC 7240): to wait for the outcome, how long, or not at all.
 *
 * @param patience how long to wait if the caller said so, at most {@link #WAIT_MAX}
 * @param respondAsync whether the caller does not want to wait
 */
public record Prefer(Optional<Duration> patience, boolean respondAsync) {
  public static final Duration WAIT_MAX = Duration.ofSeconds(60);

  public static Prefer of(Context context) {
    return parse(
        context.req().getHeaders("Prefer").hasMoreElements()
            ? Collections.list(context.req().getHeaders("Prefer"))
            : List.of());
  }

  /** Reads the header's lines; what is unknown or malformed is ignored, as the RFC asks. */
  static Prefer parse(List<String> lines) {
    Optional<Duration> wait = Optional.empty();
    boolean async = false;
    for (String preference : String.join(",", lines).split("[,;]", -1)) {
      String token = preference.strip().toLowerCase(Locale.ROOT).replace("\"", "");
      async |= token.equals("respond-async");
      if (wait.isEmpty() && token.matches("wait\\s*=\\s*\\d{1,9}")) {
        wait = Optional.of(asked(token));
      }
    }
    return new Prefer(wait, async);
  }

  private static Duration asked(String wait) {
    long seconds = Long.parseLong(wait.substring(wait.indexOf('=') + 1).strip());
    return Duration.ofSeconds(Math.min(seconds, WAIT_MAX.toSeconds()));
  }

  /** How long to wait when waiting is the default. */
  public Duration waitOr(Duration otherwise) {
    return respondAsync ? Duration.ZERO : patience.orElse(otherwise);
  }

  /** The answer with {@code Preference-Applied}, when the caller asked for something we did. */
  public Answer applied(Answer answer) {
    if (respondAsync) {
      return answer.with("Preference-Applied", "respond-async");
    }
    return patience
        .map(asked -> answer.with("Preference-Applied", "wait=" + asked.toSeconds()))
        .orElse(answer);
  }
}
