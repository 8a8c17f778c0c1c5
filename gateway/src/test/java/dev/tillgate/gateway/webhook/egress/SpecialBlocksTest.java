package dev.tillgate.gateway.webhook.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("FLT-E01: special addresses, first, middle and last of each block")
class SpecialBlocksTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, NEVER",
    "0.128.0.1, NEVER",
    "0.255.255.255, NEVER",
    "1.0.0.0, PUBLIC",
    "9.255.255.255, PUBLIC",
    "10.0.0.0, PRIVATE",
    "10.128.0.1, PRIVATE",
    "10.255.255.255, PRIVATE",
    "11.0.0.0, PUBLIC",
    "100.63.255.255, PUBLIC",
    "100.64.0.0, PRIVATE",
    "100.127.255.255, PRIVATE",
    "100.128.0.0, PUBLIC",
    "126.255.255.255, PUBLIC",
    "127.0.0.0, PRIVATE",
    "127.0.0.1, PRIVATE",
    "127.255.255.255, PRIVATE",
    "128.0.0.0, PUBLIC",
    "168.63.129.15, PUBLIC",
    "168.63.129.16, NEVER",
    "168.63.129.17, PUBLIC",
    "169.253.255.255, PUBLIC",
    "169.254.0.0, NEVER",
    "169.254.169.254, NEVER",
    "169.254.255.255, NEVER",
    "169.255.0.0, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.0, PUBLIC",
    "192.0.0.0, NEVER",
    "192.0.0.255, NEVER",
    "192.0.1.0, PUBLIC",
    "192.0.2.0, NEVER",
    "192.0.2.255, NEVER",
    "192.31.196.7, NEVER",
    "192.52.193.7, NEVER",
    "192.88.99.1, NEVER",
    "192.167.255.255, PUBLIC",
    "192.168.0.0, PRIVATE",
    "192.168.255.255, PRIVATE",
    "192.169.0.0, PUBLIC",
    "192.175.48.7, NEVER",
    "198.17.255.255, PUBLIC",
    "198.18.0.0, NEVER",
    "198.19.255.255, NEVER",
    "198.20.0.0, PUBLIC",
    "198.51.100.0, NEVER",
    "198.51.100.255, NEVER",
    "203.0.113.0, NEVER",
    "203.0.113.255, NEVER",
    "223.255.255.255, PUBLIC",
    "224.0.0.0, NEVER",
    "239.255.255.255, NEVER",
    "240.0.0.0, NEVER",
    "255.255.255.255, NEVER",
    "8.8.8.8, PUBLIC"
  })
  void ipv4(String address, Reach reach) throws UnknownHostException {
    assertThat(SpecialBlocks.reach(InetAddress.getByName(address))).isEqualTo(reach);
  }

  @ParameterizedTest
  @CsvSource({
    "::, NEVER",
    "::1, PRIVATE",
    "::2, NEVER",
    "::7f00:1, NEVER",
    "64:ff9b::a9fe:a9fe, NEVER",
    "64:ff9b:1::1, NEVER",
    "100::1, NEVER",
    "1fff:ffff::1, NEVER",
    "2000::, PUBLIC",
    "2001::, NEVER",
    "2001:0:4136:e378::1, NEVER",
    "2001:10::1, NEVER",
    "2001:1ff:ffff::1, NEVER",
    "2001:200::1, PUBLIC",
    "2001:db7:ffff::1, PUBLIC",
    "2001:db8::, NEVER",
    "2001:db8:ffff::1, NEVER",
    "2001:db9::1, PUBLIC",
    "2002::, NEVER",
    "2002:7f00:1::, NEVER",
    "2002:ffff::1, NEVER",
    "2003::1, PUBLIC",
    "2606:4700::1111, PUBLIC",
    "2620:4f:8000::1, NEVER",
    "3ffe::1, PUBLIC",
    "3fff::, NEVER",
    "3fff:fff:ffff::1, NEVER",
    "3fff:1000::1, PUBLIC",
    "4000::1, NEVER",
    "5f00::1, NEVER",
    "fbff::1, NEVER",
    "fc00::, PRIVATE",
    "fdff::1, PRIVATE",
    "fe00::1, NEVER",
    "fe80::1, NEVER",
    "fec0::1, NEVER",
    "ff02::1, NEVER"
  })
  void ipv6(String address, Reach reach) throws UnknownHostException {
    assertThat(SpecialBlocks.reach(InetAddress.getByName(address))).isEqualTo(reach);
  }

  @ParameterizedTest
  @CsvSource({"127, 1", "10, 7", "8, 8"})
  @DisplayName("FLT-E02: an address mapped into IPv6 is never reached, whatever it holds")
  void mapped(byte first, byte second) {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = first;
    mapped[15] = second;

    assertThat(SpecialBlocks.reach(mapped)).isEqualTo(Reach.NEVER);
  }
}
