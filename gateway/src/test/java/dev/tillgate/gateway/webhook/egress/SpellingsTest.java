package dev.tillgate.gateway.webhook.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Addresses spelled in every way there is, with tricks around them, judged by an oracle of its own:
 * what the HTTP client would dial, and what the C library reads as a number.
 */
class SpellingsTest {
  private static final int CASES = 20_000;
  private static final List<String> TRICKS =
      List.of(
          "@", "#", "\\", "\t", "%2e", ".", "..", "[", "]", ":", "%00", " ", "\uff0e", "\u3002");
  // As inet_aton has it: each part decimal, octal or hexadecimal.
  private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]*|[0-9]+");

  private final Random chance = new Random(20_261_123);
  private final EgressGuard strict = new EgressGuard(false, Set::of);
  private final EgressGuard open = new EgressGuard(true, Set::of);

  @Test
  @DisplayName("FLT-E02, FLT-E06: what passes is a host name or, with the flag, a plain literal")
  void whateverTheSpelling() throws UnknownHostException {
    int passed = 0;
    for (int i = 0; i < CASES; i++) {
      String url = (chance.nextBoolean() ? "https://" : "http://") + tricked(host()) + rest();
      if (strict.refusal(url).isEmpty()) {
        assertThat(isName(dialled(url))).as(url).isTrue();
      }
      if (open.refusal(url).isEmpty()) {
        passed++;
        assertThat(isName(dialled(url)) || isPlain(url, dialled(url))).as(url).isTrue();
      }
    }
    assertThat(passed).isBetween(CASES / 50, CASES / 2); // The fuzz reaches both sides.
  }

  private String host() {
    byte[] bytes = new byte[4];
    chance.nextBytes(bytes);
    if (chance.nextInt(3) > 0) {
      bytes = pick(List.of(v4(127, 0, 0, 1), v4(10, 0, 0, 7), v4(169, 254, 169, 254)));
    }
    return switch (chance.nextInt(6)) {
      case 0 -> dotted(bytes, 4);
      case 1 -> dotted(bytes, 1 + chance.nextInt(4));
      case 2 -> wide(dotted(bytes, 4));
      case 3 -> "[" + ipv6(bytes) + "]";
      case 4 -> pick(List.of("a.test", "hooks.example.com", "1.a", "a.1", "x.0x7f", "localhost"));
      default -> dotted(bytes, 4) + pick(List.of(".", ".nip.io", ".5", ""));
    };
  }

  /** So many parts, each in a base of its own; the last one holds the rest. */
  private String dotted(byte[] bytes, int parts) {
    StringBuilder text = new StringBuilder();
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | bytes[i] & 0xff;
      if (i < parts - 1 || i == 3) {
        text.append(text.isEmpty() ? "" : ".").append(number(value));
        value = 0;
      }
    }
    return text.toString();
  }

  private String number(long value) {
    return switch (chance.nextInt(8)) {
      case 0 -> "0" + Long.toOctalString(value);
      case 1 -> "0x" + Long.toHexString(value);
      case 2 -> "0X" + Long.toHexString(value).toUpperCase(Locale.ROOT);
      case 3 -> "00" + value;
      default -> Long.toString(value);
    };
  }

  private String ipv6(byte[] v4) {
    String hex = "%02x%02x:%02x%02x".formatted(v4[0], v4[1], v4[2], v4[3]);
    String quad =
        (v4[0] & 0xff) + "." + (v4[1] & 0xff) + "." + (v4[2] & 0xff) + "." + (v4[3] & 0xff);
    return pick(
        List.of(
            "::ffff:" + hex,
            "::ffff:" + quad,
            "0:0:0:0:0:ffff:" + hex,
            "::" + hex,
            "::" + quad,
            "64:ff9b::" + hex,
            "64:ff9b:1::" + hex,
            "2002:" + hex + "::",
            "2001:0:" + hex + "::1",
            "::1",
            "0::1",
            "0000:0000::0001",
            "fe80::1",
            "fe80::1%25lo",
            "fd00::1",
            "FD00::1",
            "fd00:0::1",
            "2606:4700::1111"));
  }

  private static String wide(String text) {
    StringBuilder wide = new StringBuilder();
    text.chars()
        .forEach(at -> wide.append((char) (Character.isDigit(at) ? at - '0' + '\uff10' : at)));
    return wide.toString();
  }

  private String tricked(String host) {
    if (chance.nextInt(4) > 0) {
      return host;
    }
    int at = chance.nextInt(host.length() + 1);
    return host.substring(0, at) + pick(TRICKS) + host.substring(at);
  }

  private String rest() {
    return pick(List.of("/", "", ":8080/", ":443", "/a?b=c", "/#x", "?x", ":0/", "/@a.test/"));
  }

  /** What the HTTP client makes of the URL. */
  private static String dialled(String url) {
    return HttpUrl.get(url).host();
  }

  private static boolean isName(String host) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return !host.contains(":") && !last.isEmpty() && !NUMBER.matcher(last).matches();
  }

  /** Spelled as Java or the client would write it back, and not one of those nobody is at. */
  private static boolean isPlain(String url, String host) throws UnknownHostException {
    InetAddress address = InetAddress.getByName(host);
    boolean wrapped = address.getAddress().length == 16 && !isOrdinary(address.getAddress());
    String lower = url.toLowerCase(Locale.ROOT);
    return (lower.contains("//" + host) || lower.contains("//[" + host + "]"))
        && (host.contains(":") || host.equals(address.getHostAddress()))
        && !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && !wrapped;
  }

  /** Loopback, unique local, or global without an IPv4 address inside. */
  private static boolean isOrdinary(byte[] bytes) throws UnknownHostException {
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    boolean teredo = bytes[0] == 0x20 && bytes[1] == 1 && bytes[2] == 0 && bytes[3] == 0;
    return InetAddress.getByAddress(bytes).isLoopbackAddress()
        || (bytes[0] & 0xfe) == 0xfc
        || ((bytes[0] & 0xe0) == 0x20 && !sixToFour && !teredo);
  }

  private static byte[] v4(int... parts) {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) parts[i];
    }
    return bytes;
  }

  private <T> T pick(List<T> from) {
    return from.get(chance.nextInt(from.size()));
  }
}
