package dev.tillgate.smtp;

import dev.tillgate.gateway.webhook.destination.Means;
import dev.tillgate.gateway.webhook.destination.Network;
import dev.tillgate.gateway.webhook.destination.NotAllowedException;
import dev.tillgate.gateway.webhook.destination.Notice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a gateway would lend, without one. */
final class Ways {
  static final Duration DEADLINE = Duration.ofSeconds(20);

  private Ways() {}

  /** To loopback, wherever it was meant to go. */
  static Means open(Path data, Duration deadline) {
    return new Means(new Loopback(true), deadline, data);
  }

  /** Nothing may go anywhere but to names that end in {@code .example}. */
  static Means guarded(Path data) {
    return new Means(new Loopback(false), DEADLINE, data);
  }

  static Notice notice(int port, String query, byte[] payload) {
    return new Notice(
        "evt_1",
        "order.confirmed",
        payload,
        "smtp://127.0.0.1:" + port + "?from=shop@example.com&starttls=never" + query,
        Map.of(),
        Instant.parse("2026-11-23T10:15:30Z"));
  }

  private record Loopback(boolean allowsPrivate) implements Network {
    @Override
    public Optional<String> refusal(String host, int port) {
      return allowsPrivate || host.endsWith(".example")
          ? Optional.empty()
          : Optional.of("points to an address nothing may be sent to");
    }

    @Override
    public Socket connect(InetSocketAddress unresolved, Duration timeout) throws IOException {
      if (!allowsPrivate) {
        throw new NotAllowedException(unresolved.getHostString() + " is not allowed");
      }
      Socket socket = new Socket();
      InetAddress address =
          InetAddress.getByAddress(unresolved.getHostString(), new byte[] {127, 0, 0, 1});
      socket.connect(
          new InetSocketAddress(address, unresolved.getPort()), (int) timeout.toMillis());
      return socket;
    }
  }
}
