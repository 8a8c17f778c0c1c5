package dev.tillgate.gateway.webhook.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressGuardTest {
  private static final Set<HostPort> OWN =
      Set.of(new HostPort("127.0.0.1", 8080), new HostPort("pay.shop.example", 443));
  private final EgressGuard strict = new EgressGuard(false, () -> OWN);
  private final EgressGuard open = new EgressGuard(true, () -> OWN);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com/",
        "https://hooks.example.com",
        "HTTPS://Hooks.Example.com/x",
        "https://hooks.example.com:8443/a/b?c=d&e=%2F",
        "https://xn--bcher-kva.example/@x",
        "https://a.test?x=1"
      })
  void ordinaryHttpsUrlsAreTaken(String url) {
    assertThat(strict.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/",
        "http://10.0.0.7/",
        "https://127.0.0.1/",
        "https://8.8.8.8/",
        "http://[::1]:9000/x",
        "https://[2606:4700::1111]/"
      })
  void httpAndLiteralsNeedTheFlag(String url) {
    assertThat(strict.refusal(url)).isPresent();
    assertThat(open.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("FLT-E02: other spellings of an address are refused, whatever the flag")
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.01/",
        "https://127.0.0.1./",
        "https://1.2.3.4.5/",
        "https://１２７.0.0.1/",
        "https://example.1/",
        "https://example.0x7f/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:1::1]/",
        "https://[::7f00:1]/",
        "https://[fe80::1%25eth0]/",
        "https://256.1.1.1/",
        "https://169.254.169.254/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://224.0.0.1/"
      })
  void otherSpellings(String url) {
    assertThat(strict.refusal(url)).isPresent();
    assertThat(open.refusal(url)).isPresent();
  }

  @ParameterizedTest
  @DisplayName("FLT-E06: userinfo, fragments, backslashes, tabs and other schemes are refused")
  @ValueSource(
      strings = {
        "https://user@example.com/",
        "https://user:pass@example.com/",
        "https://a.test#@b.test/",
        "https://a.test/#x",
        "https://a.test\\@b.test/",
        "https://a.test/\\x",
        "https://a\t.test/",
        "https://a.test/\t",
        "https://a.test/ ",
        " https://a.test/",
        "https://a.test/\r\nX: y",
        "ftp://a.test/",
        "file:///etc/passwd",
        "https:a.test",
        "https:///a.test",
        "//a.test/",
        "",
        "https://",
        "https://a..test/",
        "https://-a.test/",
        "https://a.test:0/",
        "https://a.test:/",
        "https://a.test:99999/",
        "https://a_b.test/",
        "https://a.test/%zz",
        "https://%61.test/"
      })
  void tricks(String url) {
    assertThat(open.refusal(url)).isPresent();
  }

  @ParameterizedTest
  @DisplayName("FLT-E08: the gateway's own address is no receiver")
  @ValueSource(strings = {"http://127.0.0.1:8080/v1/callbacks/stripe", "https://PAY.shop.example/"})
  void ownAddress(String url) {
    assertThat(open.refusal(url)).hasValueSatisfying(why -> assertThat(why).contains("itself"));
  }

  @Test
  @DisplayName("FLT-E04: private addresses of a name are dropped, others used")
  void privateAddressesAreDropped() throws UnknownHostException {
    InetAddress inside = InetAddress.getByName("10.0.0.7");
    InetAddress outside = InetAddress.getByName("93.184.216.34");

    assertThat(strict.permitted("a.test", List.of(inside, outside))).containsExactly(outside);
    assertThat(open.permitted("a.test", List.of(inside, outside))).containsExactly(inside, outside);
    assertThatThrownBy(() -> strict.permitted("a.test", List.of(inside)))
        .isInstanceOf(EgressRefused.class)
        .hasMessageContaining("a.test");
  }

  @Test
  void eachAddressIsCheckedAgainWhenItIsDialled() {
    assertThatThrownBy(() -> strict.check(new InetSocketAddress("10.0.0.7", 443)))
        .isInstanceOf(EgressRefused.class);
    assertThatThrownBy(() -> open.check(new InetSocketAddress("169.254.169.254", 80)))
        .isInstanceOf(EgressRefused.class);
    assertThatThrownBy(() -> open.check(new InetSocketAddress("127.0.0.1", 8080)))
        .isInstanceOf(EgressRefused.class)
        .hasMessageContaining("itself");
    assertThatCode(() -> open.check(new InetSocketAddress("127.0.0.1", 8081)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @DisplayName("FLT-E08: bound to one address, however it is written, a name for it is found too")
  @CsvSource({"::1, ::1", "0:0:0:0:0:0:0:1, ::1", "127.0.0.1, 127.0.0.1", "localhost, ::1"})
  void boundToOneAddress(String bound, String dialled) throws UnknownHostException {
    EgressGuard guard = new EgressGuard(true, () -> Set.of(new HostPort(bound, 8080)));
    InetAddress byName =
        InetAddress.getByAddress("a.test", InetAddress.getByName(dialled).getAddress());

    assertThatThrownBy(() -> guard.check(new InetSocketAddress(byName, 8080)))
        .hasMessageContaining("itself");
    assertThatCode(() -> guard.check(new InetSocketAddress(byName, 8081)))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("FLT-E08: bound to a name, the name's addresses are the gateway itself too")
  void boundToAName() {
    Set<HostPort> own = HostPort.ofServer("localhost", 8080);

    assertThat(own).contains(new HostPort("localhost", 8080), new HostPort("127.0.0.1", 8080));
    assertThat(new EgressGuard(true, () -> own).refusal("http://localhost:8080/")).isPresent();
    assertThat(new EgressGuard(true, () -> own).refusal("http://127.0.0.1:8080/")).isPresent();
  }

  @Test
  @DisplayName("FLT-E08: bound everywhere, each address of each interface is the gateway itself")
  void everyInterface() throws Exception {
    EgressGuard everywhere = new EgressGuard(true, () -> Set.of(new HostPort("::", 8080)));
    List<InetAddress> here =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();

    assertThat(here).isNotEmpty();
    for (InetAddress address : here) {
      assertThatThrownBy(() -> everywhere.check(new InetSocketAddress(address, 8080)))
          .isInstanceOf(EgressRefused.class);
    }
  }

  @Test
  @DisplayName("FLT-E08: a gateway that listens everywhere is found at loopback too")
  void aGatewayThatListensEverywhereIsFoundUnderEveryAddressOfTheMachine() {
    EgressGuard everywhere = new EgressGuard(true, () -> Set.of(new HostPort("0.0.0.0", 8080)));

    assertThatThrownBy(() -> everywhere.check(new InetSocketAddress("127.0.0.7", 8080)))
        .hasMessageContaining("itself");
    assertThat(everywhere.refusal("http://[::1]:8080/")).isPresent();
    assertThat(everywhere.refusal("http://[::1]:8081/")).isEmpty();
  }
}
