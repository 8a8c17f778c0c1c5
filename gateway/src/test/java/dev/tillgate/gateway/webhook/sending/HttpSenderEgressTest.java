package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.Dns;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderEgressTest {

  @Test
  @DisplayName("FLT-E04: only private addresses behind a name: refused, nothing dialled")
  void namesOfPrivateAddressesAreRefused() {
    List<String> dialled = new ArrayList<>();
    HttpSender strict = Messages.recording(dialled, false, host -> List.of(address(10, 0, 0, 7)));

    assertThat(strict.send(Messages.message("https://a.test/", Map.of(), Messages.secret(1, null))))
        .isEqualTo(new Reply.Refused("a.test has no address anything may be sent to"));
    assertThat(dialled).isEmpty();
  }

  @Test
  @DisplayName("FLT-E04: of many addresses the private one is dropped, another dialled")
  void othersAreDialled() {
    List<String> dialled = new ArrayList<>();
    HttpSender strict =
        Messages.recording(
            dialled, false, host -> List.of(address(10, 0, 0, 7), address(93, 184, 216, 34)));

    strict.send(Messages.message("https://a.test/", Map.of(), Messages.secret(1, null)));

    assertThat(dialled).containsExactly("93.184.216.34:443");
  }

  @ParameterizedTest
  @DisplayName("FLT-E01: a literal never passes the name server, yet nothing is dialled")
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/",
        "http://169.254.169.254/",
        "http://[::1]:1/",
        "http://[fe80::1]/",
        "http://2130706433/",
        "http://[::ffff:10.0.0.7]/"
      })
  void literalsAreCheckedAtTheSocket(String url) {
    List<String> dialled = new ArrayList<>();
    HttpSender strict = Messages.recording(dialled, false, Dns.SYSTEM);

    Reply reply = strict.send(Messages.message(url, Map.of(), Messages.secret(1, null)));

    assertThat(reply).isNotInstanceOf(Reply.Answered.class);
    assertThat(dialled).isEmpty();
  }

  private static InetAddress address(int... bytes) {
    byte[] raw = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      raw[i] = (byte) bytes[i];
    }
    try {
      return InetAddress.getByAddress(raw);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
