package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a process of its own: what a JVM is told about proxies it is told at its start. */
@Timeout(60)
class ProxySettingsTest {

  private static final RawReceiver.Answer OK =
      RawReceiver.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

  @Test
  @DisplayName("FLT-E05: https_proxy, -Dhttp.proxyHost and -Dhttps.proxyHost are ignored")
  void httpProxiesAreIgnored() throws Exception {
    assertIgnored(
        InetAddress.getLoopbackAddress(),
        port ->
            List.of(
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=" + port,
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + port,
                "-Dhttp.nonProxyHosts="));
  }

  @Test
  @DisplayName("FLT-E05: -DsocksProxyHost is ignored")
  void socksProxiesAreIgnored() throws Exception {
    // Java itself never takes a SOCKS proxy to loopback, so the receiver must be elsewhere.
    Optional<InetAddress> elsewhere =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(at -> at instanceof Inet4Address && !at.isLoopbackAddress())
            .filter(at -> !at.isLinkLocalAddress())
            .findFirst();
    assumeTrue(elsewhere.isPresent(), "this machine has no address but loopback");

    assertIgnored(
        elsewhere.get(), port -> List.of("-DsocksProxyHost=127.0.0.1", "-DsocksProxyPort=" + port));
  }

  private static void assertIgnored(InetAddress at, IntFunction<List<String>> told)
      throws Exception {
    try (RawReceiver receiver = new RawReceiver(at, OK);
        RawReceiver proxy = new RawReceiver(OK)) {
      String said = run(told.apply(proxy.port()), proxy.port(), receiver.url());

      assertThat(said).contains("would take the proxy: true").contains("Answered[status=200");
      assertThat(receiver.requests).hasValue(1);
      assertThat(proxy.connections).hasValue(0);
    }
  }

  private static String run(List<String> told, int proxyPort, String url) throws Exception {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(told);
    builder
        .command()
        .addAll(
            List.of("-cp", System.getProperty("java.class.path"), OneMessage.class.getName(), url));
    for (String name : List.of("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY")) {
      builder.environment().put(name, "http://127.0.0.1:" + proxyPort);
    }
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /** Sends one message and says what came of it, and what the JVM's own clients would do. */
  static final class OneMessage {
    private OneMessage() {}

    public static void main(String[] arguments) {
      URI receiver = URI.create(arguments[0]);
      InetSocketAddress there = new InetSocketAddress(receiver.getHost(), receiver.getPort());
      HttpSender sender =
          new HttpSender(
              new HttpSender.Network(
                  new EgressGuard(true, Set::of),
                  // An address the guard permits, whatever this machine's own is like.
                  host -> List.of(InetAddress.getLoopbackAddress()),
                  (connect, target, timeout) -> connect.to(there, timeout),
                  Trust.ofTheMachine()),
              Duration.ofSeconds(20),
              at -> List.of());
      Reply reply =
          sender.send(Messages.message("http://a.test/", Map.of(), Messages.secret(1, null)));
      boolean direct = ProxySelector.getDefault().select(receiver).contains(Proxy.NO_PROXY);
      System.out.println("would take the proxy: " + !direct);
      System.out.println(reply);
    }
  }
}
