package dev.tillgate.gateway.webhook.sending;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Watches one exchange: how far it came, and the reply's head as soon as it is there. What breaks
 * after that is an answer all the same, even when the client throws.
 */
final class Watch extends EventListener {
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NAME);
  private final AtomicReference<@Nullable Response> head = new AtomicReference<>();

  /** How far an exchange is. */
  enum Phase {
    NAME("looking up the host name"),
    CONNECT("connecting"),
    TLS("agreeing on TLS"),
    REQUEST("sending the request"),
    REPLY("waiting for the reply");

    private final String words;

    Phase(String words) {
      this.words = words;
    }

    /** What is being done, as a participle for a person. */
    String words() {
      return words;
    }
  }

  Phase phase() {
    return phase.get();
  }

  /** The reply's status and headers, when all of them came; its body is not to be read. */
  Optional<Response> head() {
    return Optional.ofNullable(head.get());
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    phase.set(Phase.CONNECT);
  }

  @Override
  public void secureConnectStart(Call call) {
    phase.set(Phase.TLS);
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    phase.set(Phase.REQUEST);
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    phase.set(Phase.REPLY);
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    head.set(response);
  }
}
