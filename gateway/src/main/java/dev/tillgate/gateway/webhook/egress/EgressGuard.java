package dev.tillgate.gateway.webhook.egress;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides where webhooks may go: a URL when it is saved, every address again when it is dialled
 * (names change their minds in between). Thread-safe.
 */
public final class EgressGuard {
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

  private final boolean allowPrivateNetworks;
  private final Supplier<Set<HostPort>> ownAddresses;

  /**
   * @param allowPrivateNetworks also admits http, private addresses and canonical literals
   * @param ownAddresses where this gateway itself listens, known once it does; never a receiver
   */
  public EgressGuard(boolean allowPrivateNetworks, Supplier<Set<HostPort>> ownAddresses) {
    this.allowPrivateNetworks = allowPrivateNetworks;
    this.ownAddresses = ownAddresses;
  }

  public boolean allowsPrivate() {
    return allowPrivateNetworks;
  }

  /** Why the URL may not be saved, as the end of a sentence; empty when it may. */
  public Optional<String> refusal(String url) {
    Optional<EndpointUrl> parsed = EndpointUrl.parse(url);
    if (parsed.isEmpty()) {
      return Optional.of(
          "must be a plain http(s) URL: a DNS name, no userinfo, no fragment, no other spelling of"
              + " an address");
    }
    return refusal(parsed.get());
  }

  private Optional<String> refusal(EndpointUrl url) {
    if (!url.https() && !allowPrivateNetworks) {
      return Optional.of("must be https");
    }
    if (url.literal() && !allowPrivateNetworks) {
      return Optional.of("must name its host; literal addresses are refused");
    }
    if (url.literal() && !allows(SpecialBlocks.reach(literal(url)))) {
      return Optional.of("points to an address nothing may be sent to");
    }
    boolean own =
        ownAddresses.get().contains(url.address())
            || (url.literal() && isOwn(literal(url), url.address().port()));
    return own ? Optional.of("points to this gateway itself") : Optional.empty();
  }

  /** The addresses of a name that may be dialled. */
  public List<InetAddress> permitted(String host, List<InetAddress> resolved) throws EgressRefused {
    List<InetAddress> permitted =
        resolved.stream().filter(address -> allows(SpecialBlocks.reach(address))).toList();
    if (permitted.isEmpty()) {
      throw new EgressRefused(host + " has no address anything may be sent to");
    }
    return permitted;
  }

  /** The last look before a connection: literals never pass the name server, so they end here. */
  public void check(InetSocketAddress target) throws EgressRefused {
    InetAddress address = target.getAddress();
    if (address == null || !allows(SpecialBlocks.reach(address))) {
      throw new EgressRefused(target.getHostString() + " is an address nothing may be sent to");
    }
    if (isOwn(address, target.getPort())) {
      throw new EgressRefused(target.getHostString() + " is this gateway itself");
    }
  }

  private boolean allows(Reach reach) {
    return switch (reach) {
      case PUBLIC -> true;
      case PRIVATE -> allowPrivateNetworks;
      case NEVER -> false;
    };
  }

  private boolean isOwn(InetAddress address, int port) {
    return ownAddresses.get().stream()
        .filter(own -> own.port() == port)
        .anyMatch(own ->
            own.isAt(address) || (EVERY_ADDRESS.contains(own.host()) && isOnThisMachine(address)));
  }

  private static boolean isOnThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unreadable) {
      return true; // Cannot tell: the safe answer is no receiver.
    }
  }

  /** A canonical literal, so this never asks a name server. */
  private static InetAddress literal(EndpointUrl url) {
    return new InetSocketAddress(url.address().host(), url.address().port()).getAddress();
  }
}
