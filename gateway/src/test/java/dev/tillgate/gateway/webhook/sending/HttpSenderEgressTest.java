package dev.tillgate.gateway.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.exchange.Connection;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
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

  @Test
  @DisplayName("FLT-E04: the permitted addresses are dialled in the name server's order")
  void inTheirOrder() {
    List<String> dialled = new CopyOnWriteArrayList<>();
    HttpSender strict =
        Messages.recording(
            dialled,
            false,
            host ->
                List.of(
                    address(93, 184, 216, 34),
                    address(169, 254, 169, 254),
                    address(8, 8, 4, 4),
                    address(127, 0, 0, 1)));

    strict.send(Messages.message("https://a.test/", Map.of(), Messages.secret(1, null)));

    assertThat(dialled).containsExactly("93.184.216.34:443", "8.8.4.4:443");
  }

  @Test
  @DisplayName("FLT-E04: a name that was public when saved and is private when sent to is refused")
  void rebinding() {
    List<String> dialled = new CopyOnWriteArrayList<>();
    AtomicReference<InetAddress> behindTheName = new AtomicReference<>(address(93, 184, 216, 34));
    HttpSender strict = Messages.recording(dialled, false, host -> List.of(behindTheName.get()));
    Message message = Messages.message("https://a.test/", Map.of(), Messages.secret(1, null));
    strict.send(message);

    behindTheName.set(address(10, 0, 0, 7));

    assertThat(strict.send(message)).isInstanceOf(Reply.Refused.class);
    assertThat(dialled).containsExactly("93.184.216.34:443");
  }

  @Test
  @DisplayName(
      "FLT-E04: a name that changes between lookup and connect: what was checked is dialled")
  void rebindingBetweenLookupAndConnect() {
    List<String> dialled = new CopyOnWriteArrayList<>();
    Deque<InetAddress> answers =
        new ArrayDeque<>(List.of(address(93, 184, 216, 34), address(10, 0, 0, 7)));
    HttpSender strict = Messages.recording(dialled, false, host -> List.of(answers.pop()));

    strict.send(Messages.message("https://a.test/", Map.of(), Messages.secret(1, null)));

    assertThat(dialled).containsExactly("93.184.216.34:443");
    assertThat(answers).hasSize(1); // The name was looked up once.
  }

  @Test
  @DisplayName("FLT-E07: a connection another client keeps open is not ours to use")
  void anotherClientsConnection() throws Exception {
    try (RawReceiver inside =
            new RawReceiver(RawReceiver.text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        Connection provider = new Connection(Duration.ofSeconds(5), Duration.ofSeconds(5))) {
      Request request =
          new Request.Builder()
              .url(inside.url())
              .post(RequestBody.create(new byte[0], null))
              .build();
      provider.exchange(request, received -> new PspAnswer.Unknown<>("", Optional.empty()));
      HttpSender strict = Messages.recording(new ArrayList<>(), false, Dns.SYSTEM);

      Reply reply = strict.send(Messages.message(inside.url(), Map.of(), Messages.secret(1, null)));

      assertThat(reply).isInstanceOf(Reply.Refused.class);
      assertThat(inside.requests).hasValue(1);
    }
  }

  @Test
  @DisplayName("FLT-E07: pool, names and sockets of the webhooks' client are nobody else's")
  void nothingIsShared() throws Exception {
    try (Connection provider = new Connection(Duration.ofSeconds(5), Duration.ofSeconds(5))) {
      OkHttpClient theirs = client(provider);
      OkHttpClient ours = client(Messages.recording(new ArrayList<>(), true, Dns.SYSTEM));
      OkHttpClient another = client(Messages.recording(new ArrayList<>(), true, Dns.SYSTEM));

      for (OkHttpClient other : List.of(theirs, another)) {
        assertThat(ours.connectionPool()).isNotSameAs(other.connectionPool());
        assertThat(ours.dns()).isNotSameAs(other.dns());
        assertThat(ours.socketFactory()).isNotSameAs(other.socketFactory());
        assertThat(ours.sslSocketFactory()).isNotSameAs(other.sslSocketFactory());
        assertThat(ours.dispatcher()).isNotSameAs(other.dispatcher());
      }
    }
  }

  private static OkHttpClient client(Object owner) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField("client");
    field.setAccessible(true);
    return (OkHttpClient) field.get(owner);
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
