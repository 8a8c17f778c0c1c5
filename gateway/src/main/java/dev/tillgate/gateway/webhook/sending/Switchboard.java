package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import dev.tillgate.gateway.webhook.destination.Means;
import dev.tillgate.gateway.webhook.destination.Objection;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.endpoint.DraftCheck;
import dev.tillgate.gateway.webhook.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends each message by the kind of destination that its endpoint's URL names. */
public final class Switchboard implements Sender, DraftCheck {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
  // Query and path are the kind's business; the rest is what two parsers may read differently.
  private static final Pattern PLAIN = Pattern.compile("[^:]+://[^/?#@\\\\]+(?:[/?][^#\\\\]*)?");
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
  private static final Map<String, String> SHIPPED =
      Map.of("smtp", "smtp.jar", "smtps", "smtp.jar");

  private final Sender http;
  private final EgressGuard guard;
  private final Map<String, DestinationSender> others = new TreeMap<>();

  /**
   * @param http sends to URLs that name no other kind
   * @param others each kind besides HTTP
   * @throws IllegalStateException when two serve the same scheme
   */
  public Switchboard(Sender http, EgressGuard guard, Iterable<DestinationSender> others) {
    this.http = http;
    this.guard = guard;
    others.forEach(this::add);
  }

  /** Over the real network. */
  public static Switchboard real(
      EgressGuard guard,
      Duration deadline,
      Function<Instant, List<SigningKey>> keys,
      Modules modules) {
    HttpSender.Network real = HttpSender.Network.real(guard);
    Means means =
        new Means(
            new GuardedNetwork(guard, real.names(), real.dialer()), deadline, modules.directory());
    return new Switchboard(
        new HttpSender(real, deadline, keys),
        guard,
        modules.kinds().stream().map(kind -> new DestinationSender(kind, means)).toList());
  }

  private void add(DestinationSender other) {
    for (String scheme : other.schemes()) {
      if (isHttp(scheme) || others.putIfAbsent(scheme, other) != null) {
        throw new IllegalStateException(
            "two modules serve destinations with " + scheme + ":// URLs; leave one of them out");
      }
    }
  }

  @Override
  public Reply send(Message message) {
    String url = message.target().endpoint().settings().url();
    String scheme = scheme(url);
    if (isHttp(scheme)) {
      return http.send(message);
    }
    DestinationSender other = others.get(scheme);
    return other == null ? new Reply.Refused(missing(scheme)) : other.send(message);
  }

  @Override
  public Optional<Objection> objection(EndpointDraft draft) {
    String scheme = scheme(draft.url());
    if (isHttp(scheme)) {
      return guard.refusal(draft.url()).map(why -> new Objection("url", why));
    }
    DestinationSender other = others.get(scheme);
    if (other == null) {
      return Optional.of(new Objection("url", missing(scheme)));
    }
    return isPlain(draft.url())
        ? other.objection(draft)
        : Optional.of(
            new Objection(
                "url",
                "must be visible ASCII without userinfo, fragment or backslash; credentials go"
                    + " into headers"));
  }

  private static boolean isPlain(String url) {
    return VISIBLE.matcher(url).matches() && PLAIN.matcher(url).matches();
  }

  /** What is no URL at all is left to the HTTP side, which says what one looks like. */
  private static String scheme(String url) {
    Matcher matcher = SCHEME.matcher(url);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "http";
  }

  private static boolean isHttp(String scheme) {
    return scheme.equals("http") || scheme.equals("https");
  }

  private static String missing(String scheme) {
    String module = SHIPPED.getOrDefault(scheme, "a module for that kind of destination");
    return "needs " + module + " on the class path, which is not there, to have " + scheme + "://";
  }

  @Override
  public void close() {
    http.close();
    others.values().forEach(DestinationSender::close);
  }
}
