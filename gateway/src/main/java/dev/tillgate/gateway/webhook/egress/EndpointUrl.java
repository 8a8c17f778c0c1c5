package dev.tillgate.gateway.webhook.egress;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's URL in the one spelling we take: visible ASCII, {@code http(s)://host[:port]/…},
 * without userinfo, fragment, backslash or a second way to write an address. What this parser and
 * the HTTP client's read differently is refused, so no trick between two parsers is left.
 *
 * @param literal whether the host is an address and not a name
 */
public record EndpointUrl(String text, boolean https, HostPort address, boolean literal) {
  private static final int LENGTH_MAX = 2_048;
  private static final Pattern FORM =
      Pattern.compile(
          "(https?)://(?:([a-z0-9.-]{1,253})|\\[([0-9a-f:]{2,39})])(?::(\\d{1,5}))?"
              + "(?:[/?](?:[a-z0-9\\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");
  private static final Pattern CANONICAL_IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

  /** Reads the URL, or nothing when it is not in the one spelling. */
  public static Optional<EndpointUrl> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.length() > LENGTH_MAX || !matcher.matches()) {
      return Optional.empty();
    }
    HttpUrl understood = HttpUrl.parse(text);
    String host = host(matcher.group(2), matcher.group(3));
    if (understood == null || host == null || !understood.host().equals(host)) {
      return Optional.empty();
    }
    boolean literal = matcher.group(3) != null || CANONICAL_IPV4.matcher(host).matches();
    return Optional.of(
        new EndpointUrl(
            text, understood.isHttps(), new HostPort(host, understood.port()), literal));
  }

  /** The host in lower case, or null when it is another spelling of an address or no name. */
  private static @Nullable String host(@Nullable String nameOrIpv4, @Nullable String ipv6) {
    if (nameOrIpv4 == null) {
      return ipv6 == null ? null : ipv6.toLowerCase(Locale.ROOT);
    }
    String host = nameOrIpv4.toLowerCase(Locale.ROOT);
    return CANONICAL_IPV4.matcher(host).matches() || isName(host) ? host : null;
  }

  /** Names whose last label is a number are addresses to some resolvers (WHATWG URL, 3.5). */
  private static boolean isName(String host) {
    String[] labels = host.split("\\.", -1);
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return !NUMBER.matcher(labels[labels.length - 1]).matches();
  }
}
