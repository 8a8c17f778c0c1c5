package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The special blocks as IANA's registries list them, tried at the socket. */
@DisplayName("FLT-E01: first, middle and last address of every special block are never dialled")
class SpecialAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "255.255.255.255/32",
        "::/128",
        "::1/128",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",
        "2001::/32",
        "2001:2::/48",
        "2001:10::/28",
        "2001:20::/28",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
        "4000::/2",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8"
      })
  void neitherByNameNorAsLiteral(String block) throws UnknownHostException {
    for (InetAddress address : firstMiddleLast(block)) {
      List<String> dialled = new CopyOnWriteArrayList<>();
      HttpSender strict = Messages.recording(dialled, false, host -> List.of(address));

      assertThat(strict.send(to("a.test"))).isInstanceOf(Reply.Refused.class);
      String host = address.getHostAddress();
      assertThat(strict.send(to(host.contains(":") ? "[" + host + "]" : host)))
          .isInstanceOf(Reply.Refused.class);
      assertThat(dialled).as("%s", address).isEmpty();
    }
  }

  private static Message to(String host) {
    return Messages.message("https://" + host + "/", Map.of(), Messages.secret(1, null));
  }

  private static List<InetAddress> firstMiddleLast(String block) throws UnknownHostException {
    String[] parts = block.split("/", 2);
    byte[] first = InetAddress.getByName(parts[0]).getAddress();
    int hostBits = first.length * Byte.SIZE - Integer.parseInt(parts[1]);
    BigInteger size = BigInteger.ONE.shiftLeft(hostBits);
    return List.of(
        plus(first, BigInteger.ZERO),
        plus(first, size.shiftRight(1)),
        plus(first, size.subtract(BigInteger.ONE)));
  }

  private static InetAddress plus(byte[] first, BigInteger offset) throws UnknownHostException {
    byte[] sum = new BigInteger(1, first).add(offset).toByteArray();
    byte[] bytes = new byte[first.length];
    int length = Math.min(sum.length, bytes.length);
    byte[] tail = Arrays.copyOfRange(sum, sum.length - length, sum.length);
    System.arraycopy(tail, 0, bytes, bytes.length - length, length);
    return InetAddress.getByAddress(bytes);
  }
}
