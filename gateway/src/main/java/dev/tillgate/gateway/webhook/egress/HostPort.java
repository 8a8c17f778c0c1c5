package dev.tillgate.gateway.webhook.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

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
