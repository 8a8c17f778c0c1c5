package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.EndpointSettings;
import dev.tillgate.gateway.webhook.endpoint.EventFilter;
import dev.tillgate.gateway.webhook.endpoint.Format;
import dev.tillgate.gateway.webhook.endpoint.Signing;
import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import dev.tillgate.gateway.webhook.endpoint.Target;
import dev.tillgate.gateway.webhook.endpoint.Tempo;
import dev.tillgate.gateway.webhook.endpoint.Wire;
import dev.tillgate.gateway.webhook.event.EventId;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/** What is sent in tests, and over what. */
final class Messages {
  static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private Messages() {}

  /** Takes note of what is dialled; connects only where everything is permitted anyway. */
  static HttpSender recording(List<String> dialled, boolean permitted, Dns names) {
    return new HttpSender(
        new HttpSender.Network(
            new EgressGuard(permitted, Set::of),
            names,
            (connect, target, timeout) -> {
              dialled.add(target.getAddress().getHostAddress() + ":" + target.getPort());
              if (!permitted) {
                throw new ConnectException("not dialled");
              }
              connect.to(target, timeout);
            },
            Trust.ofTheMachine()),
        DEADLINE,
        at -> List.of());
  }

  static Message message(String url, Map<String, String> headers, SigningSecret... secrets) {
    return message(url, new Wire(Format.STANDARD, Signing.HMAC, headers), BODY, secrets);
  }

  static Message message(String url, Wire wire, byte[] payload, SigningSecret... secrets) {
    EndpointSettings settings =
        new EndpointSettings(url, EventFilter.of(List.of("*")), null, wire, Tempo.FREE);
    Endpoint endpoint =
        new Endpoint(new EndpointId("we_1"), settings, Endpoint.Gate.OPEN, Instant.EPOCH);
    return new Message(
        new Target(endpoint, List.of(secrets)), new EventId("evt_1"), payload, Instant.now());
  }

  static SigningSecret secret(int fill, @Nullable Instant until) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return new SigningSecret(key, until);
  }
}
