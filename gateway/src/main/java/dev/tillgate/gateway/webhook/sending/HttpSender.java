package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.egress.EgressRefused;
import dev.tillgate.gateway.webhook.egress.GuardedDns;
import dev.tillgate.gateway.webhook.egress.GuardedSocketFactory;
import dev.tillgate.gateway.webhook.endpoint.EndpointSettings;
import dev.tillgate.gateway.webhook.endpoint.Signing;
import dev.tillgate.gateway.webhook.signing.SigningKey;
import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Sends over HTTP/1.1 with keep-alive: one request, no redirects, no proxy, no second try of its
 * own, one deadline over the whole exchange. Its client and connections are nobody else's, so that
 * no connection comes from a pool the guard has not watched.
 */
public final class HttpSender implements Sender {
  private static final int IDLE_CONNECTIONS_MAX = 256;
  // Many receivers close after 5 s (Node.js, Apache, uvicorn). A send on a connection just closed
  // is
  // a failed attempt: the client must not send again by itself, nobody knows what was seen.
  private static final int IDLE_SECONDS = 4;
  private static final long REPLY_BYTES_MAX = 64 << 10;
  private static final int REPLY_BYTES_KEPT = 1 << 10;

  private final OkHttpClient client;
  private final Function<Instant, List<SigningKey>> keys;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * How it reaches the network.
   *
   * @param names resolves host names; the guard sees each answer
   * @param dialer makes each connection the guard has agreed to
   * @param trust whose certificates receivers may show
   */
  public record Network(
      EgressGuard guard, Dns names, GuardedSocketFactory.Dialer dialer, Trust trust) {
    /** The real one. */
    public static Network real(EgressGuard guard) {
      return new Network(
          guard,
          Dns.SYSTEM,
          (connect, target, timeout) -> connect.to(target, timeout),
          Trust.ofTheMachine());
    }
  }

  /**
   * A client of its own.
   *
   * @param deadline for the whole exchange, from the name's lookup to the reply's last byte
   * @param keys the gateway's own keys that sign at that time
   */
  public HttpSender(Network network, Duration deadline, Function<Instant, List<SigningKey>> keys) {
    this.keys = keys;
    client =
        new OkHttpClient.Builder()
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS_MAX, IDLE_SECONDS, TimeUnit.SECONDS))
            .socketFactory(new GuardedSocketFactory(network.guard(), network.dialer()))
            .dns(new GuardedDns(network.guard(), network.names()))
            .proxy(Proxy.NO_PROXY)
            .sslSocketFactory(network.trust().sockets(), network.trust().authorities())
            .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .authenticator(Authenticator.NONE)
            .cookieJar(CookieJar.NO_COOKIES)
            .addNetworkInterceptor(new HiddenRetryAfter())
            .eventListenerFactory(HttpSender::watch)
            .callTimeout(deadline)
            .connectTimeout(deadline)
            .readTimeout(deadline)
            .writeTimeout(deadline)
            .build();
  }

  private static EventListener watch(Call call) {
    return Objects.requireNonNull(call.request().tag(Watch.class), "every request is watched");
  }

  @Override
  public Reply send(Message message) {
    if (closed.get()) {
      return new Reply.Interrupted();
    }
    Watch watch = new Watch();
    Call call = client.newCall(request(message, watch));
    try (Response response = call.execute()) {
      return answered(response, watch, start(call, response.body().source()));
    } catch (IOException e) {
      return watch
          .head()
          .<Reply>map(head -> answered(head, watch, ""))
          .orElseGet(() -> unanswered(e, watch));
    }
  }

  @Override
  public void close() {
    closed.set(true);
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }

  private Reply unanswered(IOException e, Watch watch) {
    return closed.get() || Thread.currentThread().isInterrupted()
        ? new Reply.Interrupted()
        : failed(e, watch.phase());
  }

  /** The watch's head, not the response's: the client was not shown all of it. */
  private static Reply.Answered answered(Response response, Watch watch, String body) {
    Response head = watch.head().orElse(response);
    return new Reply.Answered(head.code(), Heads.wishes(head), body);
  }

  private Request request(Message message, Watch watch) {
    Envelope envelope = Envelope.of(message);
    return to(message.target().endpoint().settings())
        .tag(Watch.class, watch)
        .header("User-Agent", "Tillgate")
        .header("Accept-Encoding", "identity") // A reply that unpacks itself is read by nobody.
        .header("webhook-id", message.id().value())
        .header("webhook-timestamp", String.valueOf(message.at().getEpochSecond()))
        .header("webhook-signature", signature(message, envelope.body()))
        .post(RequestBody.create(envelope.body(), envelope.type()))
        .build();
  }

  private static Request.Builder to(EndpointSettings settings) {
    Request.Builder request = new Request.Builder().url(settings.url());
    settings.wire().headers().forEach(request::header);
    return request;
  }

  private String signature(Message message, byte[] body) {
    Signing signing = message.target().endpoint().settings().wire().signing();
    return StandardWebhooks.sign(
        message.target().secretsAt(message.at()),
        signing == Signing.ED25519 ? keys.apply(message.at()) : List.of(),
        message.id().value(),
        message.at(),
        body);
  }

  /** The body's start; the status line has come, so whatever breaks now changes nothing. */
  private static String start(Call call, BufferedSource body) {
    try {
      if (body.request(REPLY_BYTES_MAX + 1)) {
        // There is more. Closing alone would read on for a while, to keep the connection.
        call.cancel();
      }
    } catch (IOException brokeOff) {
      // What came before is kept.
    }
    Buffer read = body.getBuffer();
    try {
      byte[] bytes = read.readByteArray(Math.min(read.size(), REPLY_BYTES_KEPT));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new AssertionError("reading memory does not fail", impossible);
    }
  }

  private static Reply failed(IOException e, Watch.Phase phase) {
    Optional<EgressRefused> refused = refusal(e);
    if (refused.isPresent()) {
      return new Reply.Refused(String.valueOf(refused.get().getMessage()));
    }
    return new Reply.Unanswered(Failures.words(e, phase));
  }

  /** The guard's refusal, alone or behind other addresses' failures. */
  private static Optional<EgressRefused> refusal(Throwable failure) {
    if (failure instanceof EgressRefused refused) {
      return Optional.of(refused);
    }
    Throwable cause = failure.getCause();
    return Arrays.stream(failure.getSuppressed())
        .map(HttpSender::refusal)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> cause == null ? Optional.empty() : refusal(cause));
  }
}
