package dev.tillgate.gateway.webhook.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where somebody listens.
 *
 * @param host a name or a literal address without brackets; {@code 0.0.0.0} and {@code ::} are
 *     every address of this machine
 */
public record HostPort(String host, int port) {
  // Only these never ask a name server.
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

  public HostPort {
    host = host.toLowerCase(Locale.ROOT);
  }

  /**
   * Where a server bound to that host is found: under the host's name, and at each address the name
   * has now.
   */
  public static Set<HostPort> ofServer(String host, int port) {
    try {
      return Stream.concat(
              Stream.of(host),
              Stream.of(InetAddress.getAllByName(host)).map(InetAddress::getHostAddress))
          .map(each -> new HostPort(each, port))
          .collect(Collectors.toUnmodifiableSet());
    } catch (UnknownHostException boundAllTheSame) {
      return Set.of(new HostPort(host, port));
    }
  }

  /** Whether the host is that address: as a literal in any spelling, or as {@code localhost}. */
  boolean isAt(InetAddress address) {
    if (host.equals("localhost")) {
      return address.isLoopbackAddress();
    }
    try {
      return LITERAL.matcher(host).matches() && InetAddress.getByName(host).equals(address);
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
