package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the flags say of the sources whose callbacks are passed on. Each value is {@code NAME=…};
 * several of them may stand in one, between spaces, as an environment variable has to have them.
 */
final class SourceOptions {
  private static final String SOURCE = "--callback-source";
  private static final String SECRET = "--callback-source-secret";
  private static final String URL = "--callback-source-url";

  private static final Pattern HTTP = Pattern.compile("https?://[!-~]+");

  private final Map<String, List<String>> schemes;
  private final Map<String, List<String>> secrets;
  private final Map<String, List<String>> urls;

  SourceOptions(ServeFlags flags) {
    schemes = byName(SOURCE, flags.callbackSources());
    secrets = byName(SECRET, flags.callbackSourceSecrets());
    urls = byName(URL, flags.callbackSourceUrls());
    refuseStrangers(SECRET, secrets.keySet());
    refuseStrangers(URL, urls.keySet());
  }

  /**
   * The sources, in the order they are given.
   *
   * @throws IllegalArgumentException naming the flag that is wrong, and never a secret
   */
  List<Signatory> sources(Duration tolerance) {
    return schemes.keySet().stream().map(name -> source(name, tolerance)).toList();
  }

  private Signatory source(String name, Duration tolerance) {
    List<CallbackSecret> known =
        secrets.getOrDefault(name, List.of()).stream().map(CallbackSecret::parse).toList();
    if (known.isEmpty()) {
      throw new IllegalArgumentException(SECRET + ' ' + name + "=… is needed");
    }
    return new Signatory(name, scheme(name, tolerance), known, url(name));
  }

  /** As it is written: what is signed is these letters. */
  private Optional<String> url(String name) {
    Optional<String> url = only(URL, urls.getOrDefault(name, List.of()));
    if (url.filter(text -> !HTTP.matcher(text).matches()).isPresent()) {
      throw new IllegalArgumentException(URL + ' ' + name + " is an http(s) URL");
    }
    return url;
  }

  private SignatureVerifier scheme(String name, Duration tolerance) {
    String scheme = only(SOURCE, schemes.getOrDefault(name, List.of())).orElseThrow();
    return Schemes.named(scheme, tolerance)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s %s=%s is no scheme we know; there are %s"
                    .formatted(SOURCE, name, scheme, String.join(", ", Schemes.names()))));
  }

  private static Optional<String> only(String flag, List<String> given) {
    if (given.size() > 1) {
      throw new IllegalArgumentException(flag + " is given twice for one source");
    }
    return given.stream().findFirst();
  }

  /** The name is not shown: it may be half of a secret with an equals sign in it. */
  private void refuseStrangers(String flag, Set<String> names) {
    if (!schemes.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          flag + " is given for a source that no " + SOURCE + " names");
    }
  }

  private static Map<String, List<String>> byName(String flag, @Nullable List<String> given) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : split(given)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new IllegalArgumentException(flag + " is NAME=VALUE, such as github=…");
      }
      values
          .computeIfAbsent(pair.substring(0, equals), unused -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return values;
  }

  private static List<String> split(@Nullable List<String> given) {
    return given == null
        ? List.of()
        : given.stream()
            .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
            .filter(pair -> !pair.isEmpty())
            .toList();
  }
}
