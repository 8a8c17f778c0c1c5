package dev.tillgate.smtp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's URL: {@code smtp://relay.example:587?from=shop@example.com}.
 *
 * @param host a name or a literal address without brackets
 * @param security how the way to the relay is encrypted
 * @param from whom the letters come from; replies go there
 * @param shop the shop's name, for people
 * @param templates the directory of the shop's own templates, by its name
 */
record RelayUrl(
    String host,
    int port,
    Security security,
    Mailbox from,
    String shop,
    Optional<String> templates) {
  static final String SMTP = "smtp";
  static final String SMTPS = "smtps";

  private static final int PORT_MAX = 65_535;
  private static final int SHOP_MAX = 100;
  private static final Pattern FORM =
      Pattern.compile(
          "(smtps?)://(?:([a-z0-9.-]+)|\\[([0-9a-f:]+)])(?::(\\d{1,5}))?/?\\?(.+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DIRECTORY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /** How the way to the relay is encrypted. */
  enum Security {
    /** TLS from the first byte (RFC 8314), port 465 unless the URL says otherwise. */
    TLS(465),
    /** TLS before anything is said (RFC 3207), or nothing is sent; port 587. */
    STARTTLS(587),
    /** Not at all; port 25. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with what it must be, as the end of a sentence
   */
  static RelayUrl parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must look like smtp://relay.example:587?from=shop@example.com");
    }
    Map<String, String> query = query(matcher.group(5));
    Security security = security(matcher.group(1), query.remove("starttls"));
    Mailbox from = from(query.remove("from"));
    String shop = shop(query.remove("shop"), from);
    Optional<String> templates = templates(query.remove("templates"));
    if (!query.isEmpty()) {
      throw new IllegalArgumentException("must not have " + query.keySet().iterator().next());
    }
    String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
    return new RelayUrl(host, port(matcher.group(4), security), security, from, shop, templates);
  }

  boolean isInTheOpen() {
    return security == Security.NONE;
  }

  private static int port(String given, Security security) {
    int port = given == null ? security.port : Integer.parseInt(given);
    if (port < 1 || port > PORT_MAX) {
      throw new IllegalArgumentException("must have a port from 1 to " + PORT_MAX);
    }
    return port;
  }

  private static Security security(String scheme, @Nullable String starttls) {
    if (scheme.toLowerCase(Locale.ROOT).equals(SMTPS)) {
      if (starttls != null) {
        throw new IllegalArgumentException("must not have starttls with smtps, which has TLS");
      }
      return Security.TLS;
    }
    return switch (starttls == null ? "required" : starttls) {
      case "required" -> Security.STARTTLS;
      case "never" -> Security.NONE;
      default ->
          throw new IllegalArgumentException("must have starttls=required or starttls=never");
    };
  }

  private static Mailbox from(@Nullable String address) {
    return Optional.ofNullable(address)
        .flatMap(Mailbox::of)
        .orElseThrow(
            () -> new IllegalArgumentException("must have from=ADDRESS, one plain e-mail address"));
  }

  private static String shop(@Nullable String name, Mailbox from) {
    String shop = Plain.line(name == null ? from.domain() : name);
    if (shop.isEmpty() || shop.length() > SHOP_MAX) {
      throw new IllegalArgumentException("must have a shop of 1 to " + SHOP_MAX + " characters");
    }
    return shop;
  }

  private static Optional<String> templates(@Nullable String name) {
    if (name != null && !DIRECTORY.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "must have templates=NAME of lower-case letters, digits, '-' and '_'");
    }
    return Optional.ofNullable(name);
  }

  /** Percent-encoded UTF-8; a plus sign is a plus sign, as in e-mail addresses. */
  private static Map<String, String> query(String text) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length < 2 || query.put(parts[0], decoded(parts[1])) != null) {
        throw new IllegalArgumentException("must have each option once, as NAME=VALUE");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new IllegalArgumentException("must have values in percent-encoded UTF-8", broken);
    }
  }
}
