package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.destination.Network;
import dev.tillgate.gateway.webhook.destination.NotAllowedException;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.egress.EgressRefused;
import dev.tillgate.gateway.webhook.egress.EndpointUrl;
import dev.tillgate.gateway.webhook.egress.GuardedDns;
import dev.tillgate.gateway.webhook.egress.GuardedSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.Dns;

/** The guarded way out for modules: the same rules, tables and dialling as for HTTP. */
final class GuardedNetwork implements Network {
  private final EgressGuard guard;
  private final Dns names;
  private final GuardedSocketFactory sockets;

  GuardedNetwork(EgressGuard guard, Dns names, GuardedSocketFactory.Dialer dialer) {
    this.guard = guard;
    this.names = new GuardedDns(guard, names);
    this.sockets = new GuardedSocketFactory(guard, dialer);
  }

  @Override
  public Optional<String> refusal(String host, int port) {
    String url = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    return EndpointUrl.parse(url).isEmpty()
        ? Optional.of("must name its host by a plain DNS name, or an address in its usual spelling")
        : guard.refusal(url);
  }

  @Override
  public boolean allowsPrivate() {
    return guard.allowsPrivate();
  }

  @Override
  public Socket connect(InetSocketAddress unresolved, Duration timeout) throws IOException {
    try {
      return connect(names.lookup(unresolved.getHostString()), unresolved, timeout);
    } catch (EgressRefused refused) {
      throw new NotAllowedException(String.valueOf(refused.getMessage()));
    }
  }

  private Socket connect(List<InetAddress> addresses, InetSocketAddress to, Duration timeout)
      throws IOException {
    // Each has its share of the time, so that one that never answers leaves some to the others.
    int each = Math.toIntExact(Math.max(1, timeout.toMillis() / addresses.size()));
    IOException last = new IOException(to.getHostString() + " has no address");
    for (InetAddress address : addresses) {
      try {
        return dial(new InetSocketAddress(named(address, to.getHostString()), to.getPort()), each);
      } catch (EgressRefused refused) {
        throw refused;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private Socket dial(InetSocketAddress address, int timeoutMillis) throws IOException {
    Socket socket = sockets.createSocket();
    try {
      socket.connect(address, timeoutMillis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** With the name it was asked for, which nobody then needs to look up backwards. */
  private static InetAddress named(InetAddress address, String host) throws IOException {
    return InetAddress.getByAddress(host, address.getAddress());
  }
}
