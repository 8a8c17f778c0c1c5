package dev.tillgate.gateway.webhook.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses of one family, such as {@code 10.0.0.0/8}.
 *
 * @param network its first address, 4 or 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Constant; never compared.
record AddressBlock(byte[] network, int prefixBits, Reach reach) {

  /** Reads the usual notation of a literal block; never asks a name server. */
  static AddressBlock of(String cidr, Reach reach) {
    String[] parts = cidr.split("/", 2);
    try {
      byte[] network = InetAddress.getByName(parts[0]).getAddress();
      return new AddressBlock(network, Integer.parseInt(parts[1]), reach);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not a block of addresses: " + cidr, e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      if (bitOf(address, bit) != bitOf(network, bit)) {
        return false;
      }
    }
    return true;
  }

  private static int bitOf(byte[] bytes, int bit) {
    return bytes[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1;
  }
}
