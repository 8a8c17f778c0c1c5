package dev.tillgate.gateway.webhook.egress;

import static dev.tillgate.gateway.webhook.egress.Reach.NEVER;
import static dev.tillgate.gateway.webhook.egress.Reach.PRIVATE;
import static dev.tillgate.gateway.webhook.egress.Reach.PUBLIC;

import java.net.InetAddress;
import java.util.List;

/**
 * The one table of special addresses (IANA's special-purpose registries for IPv4 and IPv6). IPv4:
 * public unless denied here. IPv6: denied unless global unicast ({@code 2000::/3}) and not special
 * within it; so mapped, NAT64 and unknown forms need no row of their own.
 */
public final class SpecialBlocks {
  private static final List<AddressBlock> BLOCKS =
      List.of(
          AddressBlock.of("0.0.0.0/8", NEVER), // this network
          AddressBlock.of("10.0.0.0/8", PRIVATE),
          AddressBlock.of("100.64.0.0/10", PRIVATE), // shared behind a carrier's NAT
          AddressBlock.of("127.0.0.0/8", PRIVATE), // loopback
          AddressBlock.of("168.63.129.16/32", NEVER), // a cloud's own agent, public in form only
          AddressBlock.of("169.254.0.0/16", NEVER), // link-local, cloud metadata
          AddressBlock.of("172.16.0.0/12", PRIVATE),
          AddressBlock.of("192.0.0.0/24", NEVER), // protocol assignments
          AddressBlock.of("192.0.2.0/24", NEVER), // documentation
          AddressBlock.of("192.31.196.0/24", NEVER), // AS112
          AddressBlock.of("192.52.193.0/24", NEVER), // AMT
          AddressBlock.of("192.88.99.0/24", NEVER), // 6to4 relays
          AddressBlock.of("192.168.0.0/16", PRIVATE),
          AddressBlock.of("192.175.48.0/24", NEVER), // AS112
          AddressBlock.of("198.18.0.0/15", NEVER), // benchmarks
          AddressBlock.of("198.51.100.0/24", NEVER), // documentation
          AddressBlock.of("203.0.113.0/24", NEVER), // documentation
          AddressBlock.of("224.0.0.0/4", NEVER), // multicast
          AddressBlock.of("240.0.0.0/4", NEVER), // reserved, broadcast
          AddressBlock.of("0.0.0.0/0", PUBLIC),
          AddressBlock.of("::1/128", PRIVATE), // loopback
          AddressBlock.of("fc00::/7", PRIVATE), // unique local
          AddressBlock.of("2001::/23", NEVER), // protocol assignments, Teredo, ORCHID
          AddressBlock.of("2001:db8::/32", NEVER), // documentation
          AddressBlock.of("2002::/16", NEVER), // 6to4
          AddressBlock.of("2620:4f:8000::/48", NEVER), // AS112
          AddressBlock.of("3fff::/20", NEVER), // documentation
          AddressBlock.of("2000::/3", PUBLIC),
          AddressBlock.of("::/0", NEVER));

  private SpecialBlocks() {}

  /** Who may be reached at the address. */
  public static Reach reach(InetAddress address) {
    return reach(address.getAddress());
  }

  /** The first row that holds the bytes decides, 4 of IPv4 or 16 of IPv6. */
  static Reach reach(byte[] address) {
    return BLOCKS.stream()
        .filter(block -> block.contains(address))
        .findFirst()
        .map(AddressBlock::reach)
        .orElse(NEVER);
  }
}
